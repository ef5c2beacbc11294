import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Crop, Problem, type ProblemCode } from '@snug/contracts'
import { type About, develop } from './develop.ts'
import { type Header, inspect } from './header.ts'
import type { Bounds } from './limits.ts'
import { portray } from './portray.ts'
import type { Watched } from './watch-worker.ts'

// A process that opens what strangers send. It is told folders, never bytes; it knows no secret and no database, and
// whatever happens to it happens to one picture.

/**
 * To look at a picture within those bounds, or to draw an inspected one: at all sizes, or as an avatar. `cpuSeconds`: work on
 * it that is too much, however long that takes on a busy machine.
 */
export type Job = { folder: string; cpuSeconds: number } & (
  | { bounds: Bounds }
  | { header: Header; as: 'photo' }
  | { header: Header; as: 'avatar'; crop: Crop | undefined }
)
export type Outcome = { done: Header | About | undefined } | { problem: ProblemCode; extras?: Problem['extras'] }
/** `bytes`: resident memory afterwards. */
export type Answer = Outcome & { bytes: number }

/** Beside this file, as source and in the bundle. */
const WATCH = join(import.meta.dirname, `watch-worker${extname(import.meta.filename)}`)

const LAST = 19

/** Infinite when there is no picture at hand. */
const cpuLimit = new Float64Array(new SharedArrayBuffer(8)).fill(Number.POSITIVE_INFINITY)

const cpuSpent = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

giveWay()
const watched: Watched = { cpuLimit }
new Worker(WATCH, { workerData: watched, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()

// The service finishes its uploads before it stops, and needs us for that: we end when it lets go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.once('disconnect', () => process.exit())

process.on('message', async (job: Job) => {
  cpuLimit[0] = cpuSpent() + job.cpuSeconds * 1e6
  const answer: Answer = { ...(await outcomeOf(job)), bytes: process.memoryUsage.rss() }
  cpuLimit[0] = Number.POSITIVE_INFINITY
  process.send?.(answer, () => {}) // a service that has gone meanwhile asks again when it is back
})

/**
 * The last of all: people who read and write go before pictures. Linux weighs sessions against each other first (autogroup,
 * sched(7)) and by `nice` only what is in one, so this process is a session of its own, and both are told.
 */
function giveWay(): void {
  setPriority(LAST)
  try {
    writeFileSync('/proc/self/autogroup', String(LAST))
  } catch {
    // Without autogroups, and elsewhere, `nice` is all there is.
  }
}

async function work(job: Job): Promise<Header | About | undefined> {
  if ('bounds' in job) return inspect(job.folder, job.bounds)
  if (job.as === 'photo') return develop(job.folder, job.header)
  await portray(job.folder, job.header, job.crop)
  return undefined
}

async function outcomeOf(job: Job): Promise<Outcome> {
  try {
    return { done: await work(job) }
  } catch (error) {
    if (error instanceof Problem) return { problem: error.code, extras: error.extras }
    const { code = '' } = error as NodeJS.ErrnoException
    const isFull = /ENOSPC|EDQUOT|no space left|quota exceeded/i.test(String(error))
    if (isFull) return { problem: 'storage_full' }
    // The disk's trouble is not the picture's.
    return { problem: /^E[A-Z]+$/.test(code) ? 'unavailable' : 'broken_photo' }
  }
}
