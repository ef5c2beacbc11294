import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { HouseEvent, ProfileId, SessionId } from '@snug/contracts'
import { newIdentity, openHouse } from '@snug/service-kit'
import { createOutbox, enqueue, Outbox, type OutboxTable, openDatabase } from '@snug/service-kit/database'
import { freshDatabase, startNeighbours } from '@snug/service-kit/testing'
import type { FastifyBaseLogger } from 'fastify'

const silent = { warn() {}, debug() {} } as unknown as FastifyBaseLogger
const ended = (): HouseEvent => ({
  type: 'session_ended',
  sessionId: crypto.randomUUID() as SessionId,
  profileId: crypto.randomUUID() as ProfileId,
  endedAt: new Date(),
})

/** An outbox whose readers answer as the test says, and what they took. */
async function startOutbox(t: TestContext, answer: () => number) {
  const url = await freshDatabase(t)
  const taken: { sessionId: string }[] = []
  const { config } = await startNeighbours(t, (app) => {
    app.post('/internal/events', (request, reply) => {
      const status = answer()
      if (status === 204) taken.push(request.body as { sessionId: string })
      return reply.code(status).send()
    })
  })
  const db = openDatabase<{ outbox: OutboxTable }>(url, 2)
  await createOutbox(db as never)
  const outbox = new Outbox(db, openHouse(config, newIdentity('auth')), silent)
  t.after(async () => {
    await outbox.close()
    await db.destroy()
  })
  const left = async () => (await db.selectFrom('outbox').select('id').execute()).length
  return { db, outbox, taken, left }
}

test('an event reaches every service that wants it before flush resolves', async (t) => {
  const { db, outbox, taken, left } = await startOutbox(t, () => 204)
  const event = ended()
  await enqueue(db, event)
  await outbox.flush()
  assert.equal(taken.length, 4)
  assert.ok(taken.every(({ sessionId }) => 'sessionId' in event && sessionId === event.sessionId))
  assert.equal(await left(), 0)
})

test('an event that is not taken is kept, and told again', async (t) => {
  let status = 503
  const { db, outbox, taken, left } = await startOutbox(t, () => status)
  await enqueue(db, ended())
  await outbox.flush()
  assert.deepEqual([taken.length, await left()], [0, 4])
  status = 204
  for (let tries = 0; taken.length < 4 && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  await outbox.flush()
  assert.deepEqual([taken.length, await left()], [4, 0])
})

test('an event of a change that was rolled back is never told', async (t) => {
  const { db, outbox, taken } = await startOutbox(t, () => 204)
  const change = db.transaction().execute(async (transaction) => {
    await enqueue(transaction, ended())
    throw new Error('changed my mind')
  })
  await assert.rejects(change)
  await outbox.flush()
  assert.deepEqual(taken, [])
})
