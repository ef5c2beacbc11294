import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FrameReader, frameOf, OPCODE } from '../load/frames.ts'
import { Latencies } from '../load/latencies.ts'
import { numberIn, textOf } from '../load/numbered.ts'
import { tableOf } from '../table.ts'

test('frames are read however the network cuts them', () => {
  const texts = ['', 'short', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(2_000)]
  const bytes = Buffer.concat(texts.map((text) => frameOf(OPCODE.text, text)))
  for (const size of [1, 2, 3, 100, 4_096, bytes.length]) {
    const heard: string[] = []
    const reader = new FrameReader((_, chunk, from, to) => heard.push(chunk.toString('utf8', from, to)))
    for (let at = 0; at < bytes.length; at += size) reader.read(bytes.subarray(at, at + size))
    assert.deepEqual(heard, texts)
  }
})

test('the number of a message is found wherever its text begins', () => {
  for (const number of [0, 9, 10, 123_456])
    for (const before of ['{"seq":9,"text":"', '{"seq":10,"text":"', '"text":"']) {
      const frame = Buffer.from(`xx${before}${textOf(number)}"}`)
      assert.equal(numberIn(frame, 2, frame.length), number)
    }
  assert.throws(() => numberIn(Buffer.from('{"text":"hello"}'), 0, 16), /without a number/)
})

test('percentiles are within a hundredth of the truth', () => {
  const latencies = new Latencies()
  for (let ms = 1; ms <= 1000; ms++) latencies.add(ms)
  for (const [share, ms] of [
    [0.5, 500],
    [0.95, 950],
    [0.99, 990],
  ] as const)
    assert.ok(Math.abs(latencies.at(share) / ms - 1) <= 0.011)
})

test('the table has medians and the median of the ratios within each round', () => {
  const round = (speed: number, busy = 0.5) => ({ figures: { 'messages/s': speed }, busy })
  const limit = [round(1000), round(4000), round(2000)]
  const lines = tableOf({ limit, snug: [round(500), round(4000), round(1600)] }).split('\n')
  assert.deepEqual(
    lines.map((line) => line.trim().split(/ {2,}/)),
    [['messages/s'], ['limit', '2,000'], ['snug', '1,600'], ['snug / limit', '0.80']],
  )
  assert.match(tableOf({ limit, snug: [round(1, 0.99)] }), /generator used 99 % of its core/)
})
