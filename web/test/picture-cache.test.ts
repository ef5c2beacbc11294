import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { cacheDidUpdate } from '../picture-cache.ts'

const MEGABYTE = 1024 * 1024
const NAME = 'pictures'
/** As the worker has it: from its text alone. */
const update = new Function(`return ${cacheDidUpdate}`)() as typeof cacheDidUpdate

/** A worker's cache, that the test puts pictures of any size into. */
function openCache(t: TestContext) {
  let kept = new Map<string, Response>()
  const cache = {
    match: async (key: string) => kept.get(key)?.clone(),
    matchAll: async () => [...kept.values()],
    put: async (key: string, response: Response) => {
      kept.delete(key)
      kept.set(key, response)
    },
    delete: async (key: string) => kept.delete(key),
  }
  Object.assign(globalThis, { caches: { has: async () => true, open: async () => cache } })
  t.mock.method(navigator.locks, 'request', (_name: string, work: () => unknown) => work())
  const put = async (url: string, megabytes: number) => {
    const oldResponse = kept.get(url)
    const newResponse = new Response('', { headers: { 'content-length': String(megabytes * MEGABYTE) } })
    Object.defineProperty(newResponse, 'url', { value: url })
    await cache.put(url, newResponse)
    await update({ cacheName: NAME, oldResponse, newResponse })
  }
  const names = () => [...kept].filter(([, { url }]) => url).map(([url]) => url)
  const forget = () => {
    kept = new Map()
  }
  return { put, names, forget }
}

test('pictures past 200 MB go, the oldest first, and some at once', async (t) => {
  const { put, names } = openCache(t)
  for (const [url, megabytes] of Object.entries({ a: 15, b: 10, c: 100, d: 75 })) await put(url, megabytes)
  assert.deepEqual(names(), ['a', 'b', 'c', 'd'])
  await put('e', 1)
  assert.deepEqual(names(), ['c', 'd', 'e'])
  await put('f', 24)
  assert.deepEqual(names(), ['c', 'd', 'e', 'f'])
})

test('a picture that comes twice counts once, and what was forgotten counts no more', async (t) => {
  const { put, names, forget } = openCache(t)
  for (const url of ['a', 'b', 'b', 'b']) await put(url, 90)
  assert.deepEqual(names(), ['a', 'b'])
  forget()
  for (const url of ['c', 'd']) await put(url, 100)
  assert.deepEqual(names(), ['c', 'd'])
})
