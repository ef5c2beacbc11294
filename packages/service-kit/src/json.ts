import { Problem } from '@snug/contracts'
import type { FastifyInstance } from 'fastify'

/** Nothing we take is nested deeper; a parser's stack and ours stay small (SEC-33). */
const MAX_DEPTH = 20
/** Nothing we take has more values; thirty megabytes of `{},{},` would become a gigabyte of objects (SEC-26). */
const MAX_VALUES = 10_000

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** JSON bodies: strict UTF-8, bounded in depth and number of values, no `__proto__`; an empty body is no body. */
export function parseStrictJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined)
    try {
      const text = utf8.decode(bytes as Buffer)
      if (isTooMuch(text)) return done(malformed())
      parse(request, text, (error, body) => (error ? done(malformed()) : done(null, body)))
    } catch {
      done(malformed())
    }
  })
}

/** Without its cause, which quotes the body: a password must not get into the log (SEC-47). */
const malformed = () => new Problem('malformed', { detail: 'The body is not valid JSON.' })

/** Counts brackets and commas outside of strings, skipping each string in one search, so that a long data URL costs nothing. */
function isTooMuch(text: string): boolean {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 0x22) at = endOfString(text, at)
    else if (char === 0x5b || char === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (char === 0x5d || char === 0x7d) depth--
    else if (char === 0x2c && ++values > MAX_VALUES) return true
  }
  return false
}

/** The index of the quote that closes the string opened at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}
