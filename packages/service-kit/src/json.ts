import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { Problem } from '@snug/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readBody } from './body.ts'
import { liftLongStrings, putBack } from './long-strings.ts'

/**
 * JSON bodies: strict UTF-8, bounded in depth and number of values, no `__proto__`; an empty body is no body. A string
 * longer than BODY_BYTES is not parsed but handed on as `LongText`, which no schema takes that does not say so.
 */
export function parseStrictJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: IncomingMessage) => {
    const bytes = await readBody(request, payload)
    if (bytes.length === 0) return
    const lifted = isUtf8(bytes) && liftLongStrings(bytes)
    if (!lifted) throw malformed()
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    parse(request, lifted.json.toString(), (error, body) => (error ? reject(malformed()) : resolve(body)))
    const body = await promise
    return lifted.long.size > 0 ? putBack(body, lifted.long) : body
  })
}

/** Without its cause, which quotes the body: a password must not get into the log (SEC-47). */
const malformed = () => new Problem('malformed', { detail: 'The body is not valid JSON.' })
