import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { LongText } from '@snug/contracts'
import Fastify from 'fastify'
import { parseStrictJson } from '../src/json.ts'

const LIMIT = 4 * 1024 * 1024
const long = 'A'.repeat(100_000)

/** Takes bodies of 4 MiB, and remembers what was made of each. */
function startReader(t: TestContext) {
  const app = Fastify({ bodyLimit: LIMIT })
  t.after(() => app.close())
  parseStrictJson(app)
  const bodies: unknown[] = []
  app.post('/', ({ body }) => {
    bodies.push(body)
    return ''
  })
  const read = async (payload: string | Buffer) => {
    const headers = { 'content-type': 'application/json' }
    const { statusCode } = await app.inject({ method: 'POST', url: '/', headers, payload })
    return statusCode === 200 ? bodies.at(-1) : statusCode
  }
  return { read }
}

const textOf = (value: unknown) => {
  assert.ok(value instanceof LongText)
  return Buffer.from(value.bytes).toString()
}

test('a long string is handed on as the bytes it came in, wherever it is, and the rest is parsed', async (t) => {
  const { read } = startReader(t)
  const odd = `${long}\\/\\"\\\\🦆`
  const body = await read(` {"a":[{"b":"${odd}"},"${long}",1,null],"c":"\\u0041 🦆","d":"" }`)
  const { a, ...rest } = body as { a: [{ b: unknown }, unknown, number, null] }
  assert.deepEqual([textOf(a[0].b), textOf(a[1]), a[2], a[3]], [odd, long, 1, null])
  assert.deepEqual(rest, { c: 'A 🦆', d: '' })
  assert.equal(textOf(await read(`"${long}"`)), long)
  assert.equal(await read(JSON.stringify('🦆'.repeat(16_000))), '🦆'.repeat(16_000)) // 64,000 bytes
})

test('of a name that comes twice the last one counts, also if it is long', async (t) => {
  const { read } = startReader(t)
  assert.deepEqual(await read(`{"a":"${long}","a":"short"}`), { a: 'short' })
  assert.equal(textOf(((await read(`{"a":"short","a":"${long}B"}`)) as { a: unknown }).a), `${long}B`)
})

test('SEC-33: nothing that a body says stands for a long string, and a long name stands for none', async (t) => {
  const { read } = startReader(t)
  const guesses = ['0', '1', '\0', 'LongText', crypto.randomUUID()]
  const body = (await read(`{"guesses":${JSON.stringify(guesses)},"long":"${long}"}`)) as { guesses: string[] }
  assert.deepEqual(body.guesses, guesses)
  const named = (await read(`{"${long}":1,"a":2}`)) as Record<string, unknown>
  assert.deepEqual(Object.values(named), [1, 2])
  assert.equal(await read(`{"__proto__":"${long}"}`), 400)
  assert.equal(await read(`{"a":"${long}","__proto__":{}}`), 400)
})

test('SEC-33: around long strings JSON is as strict as ever', async (t) => {
  const { read } = startReader(t)
  const [open, close] = ['['.repeat(30), ']'.repeat(30)]
  const bodies = [
    `{"a":"${long}`,
    `{"a":"${long}\\"}`,
    `{"a":"${long}\\`,
    `{"a":"${long}"`,
    `{"a":"${long}" "b"}`,
    `{"a":"${long}","b":${open}${close}}`,
    `${open}"${long}"${close}`,
    `["${long}",${'0,'.repeat(20_000)}0]`,
    `["${long}"]${' '.repeat(2_000_000)}`,
    `[${`"${'x'.repeat(60_000)}",`.repeat(20)}""]`,
  ]
  for (const body of bodies) assert.equal(await read(body), 400, `${body.slice(0, 9)} ... ${body.slice(-9)}`)
  assert.equal(textOf(await read(`"${long}${open}{,,"`)), `${long}${open}{,,`)
})

test('SEC-33: a body that is not UTF-8 is refused, in its long strings too', async (t) => {
  const { read } = startReader(t)
  const quoted = (...bytes: number[]) =>
    Buffer.concat([Buffer.from(`["${long}`), Buffer.from(bytes), Buffer.from('"]')])
  assert.equal(await read(quoted(0xff)), 400)
  assert.equal(await read(quoted(0xc3)), 400)
  assert.equal(await read(Buffer.concat([quoted(), Buffer.from([0x20, 0x80])])), 400)
  assert.equal(textOf(((await read(quoted(0xc3, 0xa9))) as unknown[])[0]), `${long}é`)
})

test('SEC-36: megabytes of quotes, backslashes or brackets are gone over once and refused', async (t) => {
  const { read } = startReader(t)
  for (const nonsense of ['"', '\\', '"\\', '\\"', '""', '{}', '[', ',', ' ', '"x" '])
    assert.equal(await read(nonsense.repeat(LIMIT / nonsense.length)), 400, nonsense)
  const quotes = '\\"'.repeat(LIMIT / 2 - 1)
  assert.equal(textOf(await read(`"${quotes}"`)), quotes)
})
