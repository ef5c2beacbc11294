import { setPriority } from 'node:os'
import { Problem, type ProblemCode } from '@snug/contracts'
import { type About, develop } from './develop.ts'
import { type Header, inspect } from './header.ts'
import { type Bounds, MAX_WORKER_BYTES } from './limits.ts'

// A process that opens what strangers send. It is told folders, never bytes; it knows no secret and no database, and
// whatever happens to it happens to one picture.

/**
 * To look at a picture within those bounds, or to draw an inspected one. `cpuSeconds`: work on it that is too much, however
 * long that takes on a busy machine.
 */
export type Job = { folder: string; cpuSeconds: number } & ({ bounds: Bounds } | { header: Header })
export type Outcome = { done: Header | About } | { problem: ProblemCode; detail?: string }
/** `bytes`: resident memory afterwards. */
export type Answer = Outcome & { bytes: number }

const WATCH_MS = 50

/** Microseconds of the cores when the picture at hand must be done; infinite when there is none. */
let cpuLimit = Number.POSITIVE_INFINITY

const cpuSpent = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

setPriority(5) // people who read and write go before pictures
setInterval(() => {
  if (process.memoryUsage.rss() > MAX_WORKER_BYTES || cpuSpent() > cpuLimit) process.kill(process.pid, 'SIGKILL')
}, WATCH_MS).unref()

// The service finishes its uploads before it stops, and needs us for that: we end when it lets go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.once('disconnect', () => process.exit())

process.on('message', async (job: Job) => {
  cpuLimit = cpuSpent() + job.cpuSeconds * 1e6
  const answer: Answer = { ...(await outcomeOf(job)), bytes: process.memoryUsage.rss() }
  cpuLimit = Number.POSITIVE_INFINITY
  process.send?.(answer)
})

async function outcomeOf(job: Job): Promise<Outcome> {
  try {
    return { done: 'header' in job ? await develop(job.folder, job.header) : await inspect(job.folder, job.bounds) }
  } catch (error) {
    if (error instanceof Problem) return { problem: error.code, detail: error.message }
    const isFull = /ENOSPC|EDQUOT|no space left|quota exceeded/i.test(String(error))
    return { problem: isFull ? 'storage_full' : 'broken_photo' }
  }
}
