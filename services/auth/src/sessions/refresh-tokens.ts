import { createHash, randomBytes } from 'node:crypto'

/** 18 bytes, so that the family ends where a character of base64 does. */
const FAMILY_BYTES = 18
const FAMILY_CHARS = 24
const SECRET_BYTES = 32
const SHAPE = /^[\w-]{67}$/

/**
 * A refresh token: the name of its family, which all tokens of one session begin with and which is told to nobody
 * else, and 256 bits of its own. So a token that is used again is known for what it is by its family, and no used
 * token needs to be kept (SEC-08).
 */
export function newRefreshToken(family = randomBytes(FAMILY_BYTES).toString('base64url')) {
  const token = `${family}${randomBytes(SECRET_BYTES).toString('base64url')}`
  return { token, family, hash: hashOf(token) }
}

/** @returns undefined for what never was a token of ours */
export function readRefreshToken(token = '') {
  if (!SHAPE.test(token)) return undefined
  return { family: token.slice(0, FAMILY_CHARS), hash: hashOf(token) }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
