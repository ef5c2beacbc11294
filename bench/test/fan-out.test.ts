import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compare } from '../compare.ts'
import { type LoadPlan, SCENARIOS } from '../scenarios.ts'
import { tableOf } from '../table.ts'

test('the smallest fan-out goes through, from nothing to the table', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'snug-bench-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const plan = { ...SCENARIOS['fan-out'], members: 5, senders: 2, pace: { window: 2 }, seconds: 1 } as LoadPlan

  const rounds = await compare(plan, { runs: 1, folder, cores: undefined, signal: t.signal })

  for (const { figures } of [...rounds.limit, ...rounds.snug])
    for (const [name, value] of Object.entries(figures)) assert.ok(value > 0, `${name} is ${value}`)
  const [head, ...rows] = tableOf(rounds).split('\n')
  assert.match(head ?? '', /messages\/s +deliveries\/s +p50 ms +p95 ms +p99 ms +CPU ms\/1000/)
  assert.deepEqual(
    rows.map((row) => row.replace(/ {2,}.*/, '')),
    ['limit', 'snug', 'snug / limit'],
  )
})
