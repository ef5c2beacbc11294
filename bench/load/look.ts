import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import type { LookPlan } from '../scenarios.ts'
import { type Job, type Result, watch } from './job.ts'
import { Latencies } from './latencies.ts'

const WARM_UP_MS = 1_500

/** Members who look at thumbnails over kept connections, each at another when it has the last. */
export async function lookAtPictures({ port, pids, plan, rooms }: Job<LookPlan>): Promise<Result> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: plan.rooms * plan.members, pipelining: 1 })
  const latencies = new Latencies()
  let [measuring, running, looks, bytes] = [false, true, 0, 0]

  const loops = rooms.flatMap(({ tokens, thumbnails = [] }) =>
    tokens.map(async (token) => {
      const headers = { authorization: `Bearer ${token}` }
      while (running) {
        const path = thumbnails[Math.floor(Math.random() * thumbnails.length)] ?? ''
        const begun = performance.now()
        const length = await look(pool, path, headers)
        if (!measuring) continue
        latencies.add(performance.now() - begun)
        looks++
        bytes += length
      }
    }),
  )
  await sleep(WARM_UP_MS)
  const passed = watch(pids)
  measuring = true
  await sleep(plan.seconds * 1000)
  const { seconds, cpuMs, busy } = passed()
  const figures = {
    'requests/s': looks / seconds,
    'MB/s': bytes / seconds / 1e6,
    ...latencies.figures(),
    'CPU ms/1000': (cpuMs / looks) * 1000,
  }
  running = false
  await Promise.all(loops)
  await pool.close()
  return { figures, busy }
}

/** @returns how many bytes came */
async function look(pool: Pool, path: string, headers: Record<string, string>): Promise<number> {
  const { statusCode, headers: says, body } = await pool.request({ method: 'GET', path, headers })
  const { byteLength } = await body.arrayBuffer()
  if (statusCode !== 200 || says['content-type'] !== 'image/webp' || byteLength === 0)
    throw new Error(`${path} was answered ${statusCode} with ${byteLength} bytes`)
  return byteLength
}
