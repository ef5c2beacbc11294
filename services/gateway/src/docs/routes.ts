import { readFile } from 'node:fs/promises'
import { API_PREFIX } from '@snug/contracts'
import type { FastifyPluginAsync } from 'fastify'
import type { Limits } from '../door/limits.ts'
import { describeApi } from './openapi.ts'
import { apiPage } from './page.ts'

/** The version of the interface, which is what /api/v1 promises; that of the program is nobody's business (SEC-22). */
const INTERFACE = '1'
const HOUR = 'public, max-age=3600'

/** The API, to read for machines and for people; no script, nothing from elsewhere. Written when somebody asks first. */
export const docsRoutes: FastifyPluginAsync<{ origin: string; limits: Limits }> = async (app, { origin, limits }) => {
  const api = once(() => describeApi(INTERFACE))
  const style = await readFile(new URL('style.css', import.meta.url), 'utf8')

  const serve = (path: string, type: string, content: () => string) =>
    app.get(`${API_PREFIX}${path}`, { preParsing: limits.read }, (_, reply) =>
      reply.type(type).header('cache-control', HOUR).send(content()),
    )
  serve(
    '/openapi.json',
    'application/json',
    once(() => JSON.stringify(api())),
  )
  serve(
    '/docs',
    'text/html; charset=utf-8',
    once(() => apiPage(api(), origin)),
  )
  serve('/docs/style.css', 'text/css; charset=utf-8', () => style)
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
