import { Problem, type ProblemCode } from '@snug/contracts'
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isDatabaseAway } from './database-errors.ts'

/** Seconds after which to come back when the database is away. */
const RETRY_AFTER = 1
/** More faults than these help nobody to mend a body. */
const MAX_FAULTS = 20

/** What Fastify itself refuses, in our words. */
const REFUSALS: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported_type',
  FST_ERR_NOT_FOUND: 'not_found',
}

const PLACES: Record<string, ProblemCode> = { body: 'invalid_body', querystring: 'invalid_query', params: 'not_found' }

/**
 * Every failure leaves as a problem (RFC 9457); what nobody foresaw leaves as `internal` and stays in the log.
 * @param headers of every answer, where nothing else is said; so is `no-store`
 */
export function replyWithProblems(app: FastifyInstance, headers: Record<string, string> = {}): void {
  const usual = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...headers }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(usual).header('x-request-id', request.id)
    done()
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error)
    if (problem.code === 'internal') request.log.error({ err: error }, 'broke')
    else if (problem.status >= 500) request.log.warn({ code: problem.code, reason: reasonOf(error) }, 'refused')
    else request.log.info({ code: problem.code, reason: problem.message }, 'refused')
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler((_, reply) => sendProblem(reply, new Problem('not_found')))
}

/** The innermost cause in one line: which address did not answer. What people sent is not quoted to the log. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { retryAfter } = problem.extras
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem.toJSON(reply.request.id))
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation
      .slice(0, MAX_FAULTS)
      .map(({ instancePath, message }) => ({ pointer: instancePath, detail: message ?? 'is not valid' }))
    return new Problem(PLACES[error.validationContext ?? 'body'] ?? 'malformed', { errors })
  }
  if (isDatabaseAway(error)) return new Problem('unavailable', { retryAfter: RETRY_AFTER, cause: error })
  const code = REFUSALS[error.code]
  if (code) return new Problem(code, { cause: error })
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem('malformed', { cause: error })
  return new Problem('internal', { cause: error })
}
