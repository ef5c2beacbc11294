import { randomUUID } from 'node:crypto'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Problem, type ProblemCode } from '@snug/contracts'
import { logAnswers, loggerOptions, replyWithProblems, sendProblem } from '@snug/service-kit'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Config } from '../config.ts'
import { securityHeaders } from './headers.ts'

/** Bytes of address and headers together (SEC-20). */
const HEADER_BYTES = 16 * 1024
/** How often Node looks for connections whose headers are late. */
const CHECK_MS = 1_000
/** A connection on which nothing moves either way is closed; the longest wait for an answer is an upload's, 120 s. */
const STILL_MS = 150_000
/** A connection between two requests. */
const KEEP_ALIVE_MS = 75_000

/** The public server, before it knows any address: strict, patient within bounds, and with problems as answers. */
export function openServer(config: Config): FastifyInstance {
  const app = Fastify({
    logger: loggerOptions(config.LOG_LEVEL),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    requestTimeout: 0, // bodies have a clock of their own
    connectionTimeout: STILL_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 100 },
    http: {
      headersTimeout: config.HEADERS_MS,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: HEADER_BYTES,
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    clientErrorHandler: refuseConnection,
    frameworkErrors: (error, _, reply) => {
      const problem = new Problem(error.code === 'FST_ERR_BAD_URL' ? 'malformed' : 'not_found')
      sendProblem(reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store'), problem)
    },
  })
  // Bodies pass through as they come; what they mean is for the service to judge.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, body, done) => done(null, body))
  replyWithProblems(app, securityHeaders(config.PUBLIC_ORIGINS))
  logAnswers(app, 'info')
  return app
}

const UNREADABLE: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too_slow',
}
/** The last answer on a connection has this long to be read, in ms. */
const FAREWELL_MS = 1_000

/**
 * Answers bytes that are no request, and closes. What spoils a request's body is answered in its place; where another answer
 * is under way already there is no second one (SEC-19).
 */
function refuseConnection(error: Error & { code?: string }, socket: Socket & { _httpMessage?: ServerResponse }): void {
  const answer = socket._httpMessage
  const isAnswered = answer && (answer.headersSent || answer.req.complete)
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswered) return void socket.destroy()
  const problem = new Problem(UNREADABLE[error.code ?? ''] ?? 'malformed')
  const body = JSON.stringify(problem.toJSON(randomUUID()))
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'x-content-type-options: nosniff',
      'cache-control: no-store',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref()
}
