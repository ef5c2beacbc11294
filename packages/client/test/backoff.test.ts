import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoff } from '../src/backoff.ts'

/** When the attempts of one client start, in ms after its line was lost, if all of them fail. */
function attempts(untilMs: number, random: () => number): number[] {
  const at: number[] = []
  for (let now = 0; now < untilMs; at.push(now)) now += backoff(at.length, now, random)
  return at
}

test('however unlucky, nobody waits longer than 4 s for a house that was away for a minute or less', () => {
  const at = attempts(60_000, () => 1)
  const waits = at.map((time, number) => time - (at[number - 1] ?? 0))
  assert.equal(Math.max(...waits), 4_000)
})

test('a crowd that lost its lines together comes back over seconds', () => {
  const crowd = Array.from({ length: 5_000 }, () => backoff(0, 0))
  const busiest = Math.max(
    ...[500, 1_000, 1_500].map((from) => crowd.filter((at) => at >= from && at < from + 500).length),
  )
  assert.ok(busiest < 2_000, `${busiest} within half a second`)
})

test('a house that is away for long is asked ever less, twice a minute at least', () => {
  const anHour = attempts(3_600_000, () => 1)
  assert.ok(anHour.length < 200, `${anHour.length} attempts`)
  assert.equal(
    backoff(1_000, 3_600_000, () => 1),
    30_000,
  )
})
