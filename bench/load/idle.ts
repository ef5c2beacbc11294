import { setTimeout as sleep } from 'node:timers/promises'
import { atOnce } from '../at-once.ts'
import { memoryMib } from '../process.ts'
import type { IdlePlan } from '../scenarios.ts'
import { Client } from './client.ts'
import { type Job, type Result, watch } from './job.ts'
import { Latencies } from './latencies.ts'

const CONNECTING = 50
/** Silence, so that what the connecting left behind is gone before memory is looked at. */
const REST_MS = 1_000

/** People who connect and say nothing: how fast they are let in, and what each of them takes. */
export async function connectAll({ port, pids, rooms }: Job<IdlePlan>): Promise<Result> {
  const tokens = rooms.flatMap((room) => room.tokens)
  const latencies = new Latencies()
  const before = memoryMib(pids)
  const passed = watch(pids)
  await atOnce(CONNECTING, tokens, async (token) => {
    const begun = performance.now()
    await Client.connect(port, token, () => {
      throw new Error('somebody spoke')
    })
    latencies.add(performance.now() - begun)
  })
  const { seconds, cpuMs, busy } = passed()
  await sleep(REST_MS)
  const figures = {
    'connects/s': tokens.length / seconds,
    ...latencies.figures(),
    'CPU ms/1000': (cpuMs / tokens.length) * 1000,
    'KiB each': ((memoryMib(pids) - before) * 1024) / tokens.length,
  }
  return { figures, busy }
}
