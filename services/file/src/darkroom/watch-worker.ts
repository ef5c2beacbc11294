import { workerData } from 'node:worker_threads'
import { MAX_WORKER_BYTES, TOO_LARGE } from './limits.ts'

// A thread beside the work, which may hold its own for seconds: what libheif does is one call.

/** `cpuLimit`: microseconds of the cores when the picture at hand must be done, in one shared number. */
export type Watched = { cpuLimit: Float64Array<SharedArrayBuffer> }

const WATCH_MS = 50

const { cpuLimit } = workerData as Watched

setInterval(() => {
  const { user, system } = process.cpuUsage()
  if (process.memoryUsage.rss() > MAX_WORKER_BYTES) process.kill(process.pid, TOO_LARGE)
  if (user + system > (cpuLimit[0] as number)) process.kill(process.pid, 'SIGKILL')
}, WATCH_MS)
