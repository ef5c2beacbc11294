import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { API_PREFIX } from '@snug/contracts'
import type { HistoryPlan } from '../scenarios.ts'
import { type Job, type Result, watch } from './job.ts'
import { Latencies } from './latencies.ts'
import { textOf } from './numbered.ts'

const WARM_UP_MS = 700

/** Readers who ask for the newest page of a long room over REST, each for the next one when it has the last. */
export async function readHistory({ port, pids, plan, rooms }: Job<HistoryPlan>): Promise<Result> {
  const agent = new Agent({ keepAlive: true })
  const latencies = new Latencies()
  const wanted = Array.from({ length: plan.page }, (_, i) => textOf(plan.messages - plan.page + i))
  let [measuring, running, reads] = [false, true, 0]

  const loops = rooms.flatMap(({ id, tokens }) =>
    tokens.map(async (token) => {
      const path = `${API_PREFIX}/rooms/${id}/messages?limit=${plan.page}`
      while (running) {
        const begun = performance.now()
        const { items } = JSON.parse(await read({ agent, port, path, headers: { authorization: `Bearer ${token}` } }))
        if (wanted.some((each, i) => items[i]?.text !== each)) throw new Error('these are not the newest messages')
        if (!measuring) continue
        latencies.add(performance.now() - begun)
        reads++
      }
    }),
  )
  await sleep(WARM_UP_MS)
  const passed = watch(pids)
  measuring = true
  await sleep(plan.seconds * 1000)
  const { seconds, cpuMs, busy } = passed()
  const figures = { 'reads/s': reads / seconds, ...latencies.figures(), 'CPU ms/1000': (cpuMs / reads) * 1000 }
  running = false
  await Promise.all(loops)
  return { figures, busy }
}

async function read(options: { agent: Agent; port: number; path: string; headers: Record<string, string> }) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  get({ host: '127.0.0.1', ...options }, (response) => {
    if (response.statusCode === 200) text(response).then(resolve, reject)
    else reject(new Error(`${options.path} was answered ${response.statusCode}`))
  }).on('error', reject)
  return promise
}
