import { type ChildProcess, fork } from 'node:child_process'
import { extname, join } from 'node:path'
import { type Crop, Problem } from '@snug/contracts'
import type { About } from './develop.ts'
import type { Answer, Job } from './develop-worker.ts'
import { FairQueue } from './fair-queue.ts'
import type { Header } from './header.ts'
import { type Bounds, TOO_LARGE } from './limits.ts'

/** Pictures in line, of all. A picture takes half a second, so the last one is still within its request's deadline. */
const MAX_WAITING = 256
/** And of one person: a post of a hundred, and who comes second still finds room. */
const MAX_WAITING_EACH = 128
/** Every frame of an animation is encoded anew, at each size. */
const ANIMATION_TIME = 2
/** The clock gives a picture so much more than its seconds, for the cores may be busy with others' and workers come last. */
const CLOCK_TIME = 12
/** An idle worker is let go, so that a house at rest is small. */
const IDLE_MS = 30_000
/** A worker that has grown beyond this is let go, so that a large picture's memory is given back. */
const GROWN_BYTES = 200 * 1024 * 1024

/** Beside this file, as source and in the bundle. */
const WORKER = join(import.meta.dirname, `develop-worker${extname(import.meta.filename)}`)
/** JavaScript needs little; the pixels live outside of its heap and are bounded by MAX_WORKER_BYTES. */
const WORKER_OPTIONS = {
  // A session of its own, whose weight it can lower; it ends with us all the same.
  detached: true,
  execArgv: ['--max-old-space-size=64'],
  // No database address and nothing else that is ours. Two arenas keep glibc from hoarding what vips gives back.
  env: { MALLOC_ARENA_MAX: '2' },
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'] as ['ignore', 'ignore', 'inherit', 'ipc'],
}

interface Limits {
  /** Pictures drawn at once. */
  DEVELOP_WORKERS: number
  /** Of a core: a picture that takes more is refused (SEC-31). */
  DEVELOP_SECONDS: number
  DEVELOP_MEGAPIXELS: number
  DEVELOP_FRAMES: number
  HEIC: 'on' | 'off'
}

interface Task {
  job: Job
  resolve(done: never): void
  reject(problem: Problem): void
}

interface Worker {
  process: ChildProcess
  task?: Task | undefined
  timer?: NodeJS.Timeout | undefined
  /** It was ended by the clock, which says nothing about its picture. */
  late?: true
}

/**
 * Has pictures developed by worker processes, started when there is work. People take turns. A heavy picture is drawn while
 * no other is; looking at a header never waits for more than a free worker. The death of a worker costs the picture it had.
 */
export class Darkroom {
  readonly #limits: Limits
  readonly #bounds: Bounds
  readonly #workers = new Set<Worker>()
  readonly #inspections = new FairQueue<Task>()
  readonly #drawings = new FairQueue<Task>()

  constructor(limits: Limits) {
    this.#limits = limits
    const { HEIC, DEVELOP_MEGAPIXELS: megapixels, DEVELOP_FRAMES: frames } = limits
    this.#bounds = { heic: HEIC === 'on', megapixels, frames }
  }

  /** What the header of the folder's `original` says. @throws Problem as `inspect` does, unavailable, storage_full */
  inspect(folder: string, owner: string): Promise<Header> {
    const job = { folder, bounds: this.#bounds, cpuSeconds: this.#limits.DEVELOP_SECONDS }
    return this.#add(this.#inspections, owner, job)
  }

  /** Draws the folder's `original` at all sizes. @throws Problem broken_photo, unavailable, storage_full */
  develop(folder: string, header: Header, owner: string): Promise<About> {
    const cpuSeconds = this.#limits.DEVELOP_SECONDS * (header.frames > 1 ? ANIMATION_TIME : 1)
    return this.#add(this.#drawings, owner, { folder, header, as: 'photo', cpuSeconds })
  }

  /** Draws a square of the folder's `original` at the sizes of an avatar. @throws Problem as `develop` does */
  portray(folder: string, header: Header, crop: Crop | undefined, owner: string): Promise<void> {
    const job = { folder, header, as: 'avatar', crop, cpuSeconds: this.#limits.DEVELOP_SECONDS } as const
    return this.#add(this.#drawings, owner, job)
  }

  close(): void {
    for (const worker of this.#workers) this.#dismiss(worker)
  }

  #add<T>(line: FairQueue<Task>, owner: string, job: Job): Promise<T> {
    const lines = [this.#inspections, this.#drawings]
    const waiting = (lengthOf: (line: FairQueue<Task>) => number) =>
      lines.reduce((sum, each) => sum + lengthOf(each), 0)
    if (waiting(({ length }) => length) >= MAX_WAITING || waiting((each) => each.lengthOf(owner)) >= MAX_WAITING_EACH)
      throw new Problem('unavailable', { detail: 'Too many pictures are waiting. Try again.', retryAfter: 5 })
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    line.push(owner, { job, resolve, reject })
    this.#next()
    return promise
  }

  #next(): void {
    const busy = [...this.#workers].flatMap(({ task }) => task ?? [])
    if (busy.length >= this.#limits.DEVELOP_WORKERS) return
    const task = this.#inspections.shift() ?? (this.#mayDraw(busy) ? this.#drawings.shift() : undefined)
    if (!task) return
    this.#give(this.#freeWorker(), task)
    this.#next()
  }

  /** Nobody is drawn before whose turn it is, so that a heavy picture gets its own. */
  #mayDraw(busy: Task[]): boolean {
    const drawing = busy.flatMap((task) => headerOf(task) ?? [])
    if (drawing.some(({ heavy }) => heavy)) return false
    return drawing.length === 0 || !headerOf(this.#drawings.peek())?.heavy
  }

  #give(worker: Worker, task: Task): void {
    clearTimeout(worker.timer)
    worker.task = task
    const end = () => {
      worker.late = true
      worker.process.kill('SIGKILL')
    }
    worker.timer = setTimeout(end, task.job.cpuSeconds * CLOCK_TIME * 1000)
    worker.process.send(task.job)
  }

  #freeWorker(): Worker {
    for (const worker of this.#workers) if (!worker.task) return worker
    const worker: Worker = { process: fork(WORKER, WORKER_OPTIONS) }
    this.#workers.add(worker)
    worker.process.on('message', (answer: Answer) => this.#finish(worker, answer))
    worker.process.on('error', () => this.#lose(worker, new Problem('unavailable', { retryAfter: 5 })))
    worker.process.once('exit', (code, signal) => this.#lose(worker, worker.late ? tooBusy() : epitaph(code, signal)))
    return worker
  }

  #finish(worker: Worker, answer: Answer): void {
    const { task } = worker
    worker.task = undefined
    clearTimeout(worker.timer)
    if (answer.bytes > GROWN_BYTES) this.#dismiss(worker)
    else worker.timer = setTimeout(() => this.#dismiss(worker), IDLE_MS).unref()
    if (!('problem' in answer)) task?.resolve(answer.done as never)
    else task?.reject(new Problem(answer.problem, answer.extras))
    setImmediate(() => this.#next()) // who has just been looked at may want to be drawn, and have its turn
  }

  #dismiss(worker: Worker): void {
    clearTimeout(worker.timer)
    this.#workers.delete(worker)
    if (worker.process.connected) worker.process.disconnect()
  }

  #lose(worker: Worker, problem: Problem): void {
    clearTimeout(worker.timer)
    this.#workers.delete(worker)
    worker.task?.reject(problem)
    worker.task = undefined
    this.#next()
  }
}

function headerOf(task: Task | undefined): Header | undefined {
  return task && 'header' in task.job ? task.job.header : undefined
}

const tooBusy = () => new Problem('unavailable', { retryAfter: 5, cause: new Error('worker ended by the clock') })

/** A signal means the picture was too much for it; an exit of its own means that it cannot work at all. */
function epitaph(code: number | null, signal: string | null): Problem {
  if (signal === TOO_LARGE) return new Problem('photo_too_large', { detail: 'It takes too much memory to open.' })
  if (signal) return new Problem('broken_photo', { cause: new Error(`worker ended by ${signal}`) })
  return new Problem('unavailable', { retryAfter: 5, cause: new Error(`worker ended with code ${code}`) })
}
