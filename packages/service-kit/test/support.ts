import type { TestContext } from 'node:test'
import { createService, type EventHandlers } from '@snug/service-kit'
import { listen, startNeighbours } from '@snug/service-kit/testing'
import { z } from 'zod'

/** A small service with one route of each kind, among neighbours that vouch for people and callers. */
export async function startEcho(t: TestContext, events: EventHandlers = {}) {
  const neighbours = await startNeighbours(t)
  const app = await createService({ name: 'profile', config: neighbours.config, events })
  const reply = { 200: z.object({ said: z.string() }) }
  const body = z.strictObject({ said: z.string(), deep: z.unknown().optional() })
  const querystring = z.strictObject({ page: z.coerce.number().optional() })
  app.post(
    '/echo',
    { config: { access: 'anyone' }, schema: { body, response: reply } },
    async (request) => request.body,
  )
  app.get('/mine', { config: { access: 'signedIn' }, schema: { querystring, response: reply } }, async ({ user }) => ({
    said: user.profileId,
    secret: 'a column that the contract does not name',
  }))
  app.get('/inner', { config: { access: 'service', callers: ['auth'] }, schema: { response: reply } }, async () => ({
    said: 'hello',
  }))
  app.get('/open', async () => ({ said: 'somebody forgot to say who may call this' }))
  app.get('/broken', { config: { access: 'anyone' } }, async () => {
    throw new Error('the password is tiger')
  })
  const url = await listen(t, app)
  const headers = neighbours.caller(url, 'profile').headers ?? {}
  const post = (payload: string | Buffer, type = 'application/json') =>
    fetch(`${url}/echo`, { method: 'POST', headers: { ...headers, 'content-type': type }, body: payload as string })
  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers: { ...headers, ...more } })
  return { url, neighbours, headers, post, get }
}

export async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { code: string; status: number; requestId: string }
  if (body.status !== response.status) throw new Error(`status ${response.status} carries ${JSON.stringify(body)}`)
  return body.code
}
