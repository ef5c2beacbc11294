import { randomUUID } from 'node:crypto'
import { BODY_BYTES, Problem, type ServiceName } from '@snug/contracts'
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { type Authority, RemoteAuthority } from './authority.ts'
import type { ServiceConfig } from './config.ts'
import { type EventHandlers, eventRoutes } from './events.ts'
import { guard } from './guard.ts'
import { healthRoutes, type ReadinessCheck } from './health.ts'
import { type House, openHouse } from './house.ts'
import { newIdentity } from './identity.ts'
import { parseStrictJson } from './json.ts'
import { replyWithProblems } from './replies.ts'

/** A request has this long to arrive, in ms, headers and body; uploads bring their own, longer bound. */
const HEADERS_MS = 10_000
/** No name in an address is as long as what opens a picture to whoever has it (SEC-47). */
const SIGNED = /[\w-]{50,}/g
const REQUEST_ID = /^[\w-]{8,64}$/

// biome-ignore lint/suspicious/noExplicitAny: the defaults of Fastify's own type
export type Service = FastifyInstance<any, any, any, any, ZodTypeProvider> & { house: House; authority: Authority }

/** The tables of a service, as far as the kit minds them. */
interface Database {
  destroy(): Promise<void>
}

interface ServiceOptions {
  name: ServiceName
  config: ServiceConfig
  db?: Database
  /** Auth brings itself; every other service asks it. */
  authority?: Authority
  events?: EventHandlers
  checks?: ReadinessCheck[]
}

/** Logs as JSON, without anything that could sign somebody in (SEC-47). */
export function loggerOptions(level: string) {
  return {
    level,
    redact: ['req.headers', 'res.headers', 'err.config', 'err.sql', 'err.parameters'],
    serializers: {
      req: ({ method, url = '', ip }: Pick<FastifyRequest, 'method' | 'url' | 'ip'>) => ({
        method,
        url: (url.split('?', 1)[0] ?? '').replace(SIGNED, '…'),
        ip,
      }),
    },
  }
}

/** One line a request, when it is answered. The gateway says it for people; a service only when asked for detail. */
export function logAnswers(app: FastifyInstance, level: 'info' | 'debug'): void {
  const { isLevelEnabled } = app.log as unknown as { isLevelEnabled(this: object, level: string): boolean }
  if (!isLevelEnabled.call(app.log, level)) return
  app.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime)
    request.log[level]({ req: request, status: reply.statusCode, ms }, 'answered')
    done()
  })
}

/** A Fastify server with this house's manners: strict input, problems as answers, nobody let in by default. */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { name, config, db, events = {}, checks = [] } = options
  const identity = newIdentity(name)
  const house = openHouse(config, identity)
  const authority = options.authority ?? new RemoteAuthority(house)

  const app = Fastify({
    logger: loggerOptions(config.LOG_LEVEL),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    requestTimeout: 0,
    http: { headersTimeout: HEADERS_MS },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
    },
    routerOptions: { maxParamLength: 100 },
  }).withTypeProvider<ZodTypeProvider>()

  // Fastify says null for a body that was not sent; a contract says `optional`.
  app.setValidatorCompiler((route) => {
    const validate = validatorCompiler(route as Parameters<typeof validatorCompiler>[0])
    return (data) => validate(data ?? undefined)
  })
  app.setSerializerCompiler(serializerCompiler)
  parseStrictJson(app as unknown as FastifyInstance)
  replyWithProblems(app as unknown as FastifyInstance)
  logAnswers(app as unknown as FastifyInstance, 'debug')
  app.addHook('onRoute', (route) => {
    if (route.config?.bodyLimit) route.bodyLimit = route.config.bodyLimit
  })
  guard(app as unknown as FastifyInstance, identity, house, authority)
  healthRoutes(app as unknown as FastifyInstance, identity, [
    () => {
      if (!authority.ready()) throw new Problem('unavailable')
    },
    ...checks,
  ])
  await app.register(eventRoutes, { handlers: heard(events, authority) })
  app.addHook('onListen', () => {
    if (authority instanceof RemoteAuthority) authority.start()
  })
  app.addHook('onClose', async () => {
    authority.close()
    await db?.destroy()
  })
  return Object.assign(app as unknown as Service, { house, authority })
}

/** The end of a session concerns every service's guard, and some services more. */
function heard(events: EventHandlers, authority: Authority): EventHandlers {
  return {
    ...events,
    session_ended: async (event) => {
      if (authority instanceof RemoteAuthority) authority.end(event)
      await events.session_ended?.(event)
    },
  }
}
