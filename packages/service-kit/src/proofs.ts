import type { FastifyRequest } from 'fastify'

/** Verified tokens remembered, so that a signature is checked once and not at every request. */
const REMEMBERED = 10_000
/** Tokens of ours, in the one spelling that we send. Any other is checked anew each time, and takes no memory (REL-17). */
const USUAL = /^(?:Bearer )?[\w.-]{1,1000}$/

/** A token that @fastify/jwt has found to be good. */
export interface Token {
  header: { kid?: string }
  payload: unknown
}

/** Whom a token names, the key that signed it, and when it runs out, in ms since 1970. */
export interface Proof<T> {
  who: T
  kid: string
  until: number
}

interface Rules<T> {
  /** The header that carries the token, and nothing else that counts. */
  header: string
  /** Rejects unless the token is good in every way. */
  verify: (request: FastifyRequest) => Promise<Token>
  read: (payload: unknown) => Omit<Proof<T>, 'kid'>
  /** A key that we no longer know proves nothing. */
  isKeyKnown: (proof: Proof<T>) => unknown
}

/**
 * Says whom a request's token names, and rejects as `verify` does. The same header again is asked only whether its token has
 * run out (without the tolerance that clocks get at first) and whether its key is still known.
 */
export function prover<T extends string | object>({ header, verify, read, isKeyKnown }: Rules<T>) {
  const proofs = new Map<string, Proof<T>>()

  const remember = (carrier: string, proof: Proof<T>) => {
    const now = Date.now()
    for (const [oldest, { until }] of proofs) {
      if (until > now && proofs.size < REMEMBERED) break
      proofs.delete(oldest)
    }
    proofs.set(carrier, proof)
  }

  return async (request: FastifyRequest): Promise<T> => {
    const carrier = request.headers[header] as string
    const known = proofs.get(carrier)
    if (known && known.until > Date.now() && (await isKeyKnown(known))) return known.who
    const token = await verify(request)
    const proof = { ...read(token.payload), kid: kidOf(token) }
    if (USUAL.test(carrier)) remember(carrier, proof)
    return proof.who
  }
}

export const kidOf = ({ header }: Token): string => header.kid ?? ''
