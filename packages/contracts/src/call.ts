import { z } from 'zod'
import { writeJson } from './long-text.ts'
import { Problem, ProblemBody } from './problems.ts'
import { DEADLINE_MS, type Route } from './route.ts'

type Part<R extends Route, K extends 'params' | 'querystring' | 'body'> =
  R['schema'] extends Record<K, z.ZodType> ? R['schema'][K] : never
type Given<S, K extends string> = [S] extends [never]
  ? { [P in K]?: undefined }
  : S extends z.ZodType
    ? Offered<z.input<S>, K>
    : never
type Offered<I, K extends string> = undefined extends I
  ? { [P in K]?: I }
  : Record<never, unknown> extends I
    ? { [P in K]?: I }
    : { [P in K]: I }

/** What a call of this route needs: `params`, `query` and `body`, each if the route has it. */
export type CallInput<R extends Route> = Given<Part<R, 'params'>, 'params'> &
  Given<Part<R, 'querystring'>, 'query'> &
  Given<Part<R, 'body'>, 'body'>

type Replies<R extends Route> = R['schema'] extends { response: infer Map } ? Map[keyof Map] : never
/** What a call of this route resolves to. */
export type Reply<R extends Route> = Replies<R> extends z.ZodType ? z.output<Replies<R>> : undefined

export interface Caller {
  /** Where the routes live, without a slash at the end: `http://chatroom:3000` or `/api/v1`. */
  baseUrl: string
  headers?: Record<string, string>
  signal?: AbortSignal
  /** What the line may take besides the house, in ms: nothing within the house, seconds for a phone in a train. */
  lineMs?: number
  fetch?: typeof fetch
}

/** Fills `:names` of a route's address. */
export function pathOf(url: string, params: Record<string, unknown> = {}): string {
  return url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

/**
 * Calls a route by its contract and resolves to the decoded reply.
 * @throws Problem for every reply that is not a success; `unavailable` when there is no reply in time.
 */
export async function call<R extends Route>(caller: Caller, route: R, input: CallInput<R>): Promise<Reply<R>> {
  const { params, query, body } = input as { params?: object; query?: object; body?: unknown }
  const search = query
    ? `?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`
    : ''
  const response = await send(caller, route, `${pathOf(route.url, { ...params })}${search}`, body)
  if (!response.ok) throw await problemIn(response)
  const schema = (route as Route).schema.response?.[response.status]
  if (!schema) throw new Problem('unavailable', { detail: `Unexpected status ${response.status}.` })
  if (response.status === 204) return undefined as Reply<R>
  return z.decode(schema, await jsonIn(response)) as Reply<R>
}

async function send(caller: Caller, route: Route, path: string, body: unknown): Promise<Response> {
  const deadline = AbortSignal.timeout((route.config.deadlineMs ?? DEADLINE_MS) + (caller.lineMs ?? 0))
  const { headers, ...content } = contentOf(body)
  try {
    return await (caller.fetch ?? fetch)(`${caller.baseUrl}${path}`, {
      method: route.method,
      headers: { ...headers, ...caller.headers },
      ...content,
      signal: caller.signal ? AbortSignal.any([caller.signal, deadline]) : deadline,
    })
  } catch (cause) {
    throw new Problem('unavailable', { retryAfter: 1, cause })
  }
}

/** A body as it is sent. Long text in it goes out from where it lies, piece by piece, and its receiver is told the length before. */
function contentOf(body: unknown): RequestInit & { headers?: Record<string, string>; duplex?: 'half' } {
  if (body === undefined) return {}
  const headers = { 'content-type': 'application/json' }
  const json = writeJson(body)
  if (typeof json === 'string') return { headers, body: json }
  const length = json.reduce((sum, piece) => sum + piece.length, 0)
  return { headers: { ...headers, 'content-length': String(length) }, body: streamOf(json), duplex: 'half' }
}

function streamOf(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  const left = pieces.values()
  return new ReadableStream({
    pull(controller) {
      const { value, done } = left.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

/** A reply may break off, or stall past the deadline, after its head has come. */
async function jsonIn(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw new Problem('unavailable', { retryAfter: 1, cause })
  }
}

/** The problem that a failed reply carries; `unavailable` when it is not one of ours. */
export async function problemIn(response: Response): Promise<Problem> {
  const body = ProblemBody.safeParse(await response.json().catch(() => undefined))
  return body.success ? Problem.from(body.data) : new Problem('unavailable', { detail: `Status ${response.status}.` })
}
