import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { prover } from '../src/proofs.ts'
import { codeOf, startEcho } from './support.ts'

/** A prover of names, and how often it had to verify. */
function newProver() {
  const keys = new Set(['key'])
  let verified = 0
  const nameOf = prover<string>({
    header: 'authorization',
    verify: async ({ headers }) => {
      verified++
      if (!keys.has('key') || headers.authorization === 'bad') throw new Error('refused')
      return { header: { kid: 'key' }, payload: headers.authorization }
    },
    read: (payload) => ({ who: String(payload), until: Date.now() + 10_000 }),
    isKeyKnown: ({ kid }) => keys.has(kid),
  })
  const ask = (authorization?: string) => nameOf({ headers: { authorization } } as FastifyRequest)
  return { ask, keys, verified: () => verified }
}

test('a token is verified once while it lasts, each by itself', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] })
  const { ask, verified } = newProver()
  for (const name of ['ada', 'ben', 'ada', 'ben', 'ada']) assert.equal(await ask(name), name)
  assert.equal(verified(), 2)
  t.mock.timers.tick(10_000)
  assert.equal(await ask('ada'), 'ada')
  assert.equal(verified(), 3)
})

test('what was refused is not remembered as good, and no token is nobody', async () => {
  const { ask, verified } = newProver()
  for (let twice = 0; twice < 2; twice++) await assert.rejects(ask('bad'))
  assert.equal(verified(), 2)
})

test('a key that is withdrawn takes its tokens with it', async () => {
  const { ask, keys } = newProver()
  await ask('ada')
  keys.clear()
  await assert.rejects(ask('ada'))
})

test('SEC-05: a token that was good a moment ago is nobody when its time is over', async (t) => {
  const { get, neighbours } = await startEcho(t)
  const exp = Math.floor(Date.now() / 1000) + 20
  const authorization = `Bearer ${neighbours.accessToken(neighbours.newPerson(), { exp })}`
  for (let twice = 0; twice < 2; twice++) assert.equal((await get('/mine', { authorization })).status, 200)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 26_000 })
  assert.equal(await codeOf(await get('/mine', { authorization })), 'not_signed_in')
})
