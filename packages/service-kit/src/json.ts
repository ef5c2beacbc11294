import { Problem } from '@snug/contracts'
import type { FastifyInstance } from 'fastify'

/** Nothing we take is nested deeper; a parser's stack and ours stay small (SEC-33). */
const MAX_DEPTH = 20

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** JSON bodies: strict UTF-8, bounded depth, no `__proto__`; an empty body is no body. */
export function parseStrictJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined)
    try {
      const text = utf8.decode(bytes as Buffer)
      if (isTooDeep(text)) throw new Error(`nested deeper than ${MAX_DEPTH}`)
      parse(request, text, (error, body) => (error ? done(malformed(error)) : done(null, body)))
    } catch (error) {
      done(malformed(error))
    }
  })
}

const malformed = (cause: unknown) => new Problem('malformed', { detail: 'The body is not valid JSON.', cause })

/** Counts brackets outside of strings, skipping each string in one search, so that a long data URL costs nothing. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 0x22) at = endOfString(text, at)
    else if (char === 0x5b || char === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (char === 0x5d || char === 0x7d) depth--
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
