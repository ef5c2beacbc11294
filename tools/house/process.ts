import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from './system.ts'

/** Wait before the first restart, and the most it grows to, each try doubling it. */
const FIRST_BACKOFF_MS = 200
const LAST_BACKOFF_MS = 5000
/** A process that lived this long was well: its next death starts with the first backoff again. */
const WELL_AFTER_MS = 10_000

export interface Program {
  /** As the log names it. */
  name: string
  command: readonly [string, ...string[]]
  env: Record<string, string | undefined>
  user?: { uid: number; gid: number } | undefined
  pidFile: string
  /** How long it may take to end by itself before it is killed. */
  graceMs: number
}

/** One process, started again whenever it dies, until it is stopped. */
export class KeptProcess {
  #program: Program
  #print: (line: string) => void
  #child: ChildProcess | undefined
  #stopping = new AbortController()
  #ended: Promise<void>
  /** Deaths since it was last well. */
  failures = 0

  constructor(program: Program, print: (line: string) => void) {
    this.#program = program
    this.#print = print
    this.#ended = this.#keep()
  }

  get name(): string {
    return this.#program.name
  }

  /** Undefined between a death and the start after it. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Asks it to end, kills it when it has not after its grace, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.kill('SIGTERM')
    const deadline = setTimeout(() => this.kill('SIGKILL'), this.#program.graceMs)
    await this.#ended
    clearTimeout(deadline)
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const startedAt = Date.now()
      const death = await this.#run()
      if (signal.aborted) break
      this.failures = Date.now() - startedAt > WELL_AFTER_MS ? 1 : this.failures + 1
      const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (this.failures - 1), LAST_BACKOFF_MS)
      this.#print(`ended unexpectedly (${death}); starting it again in ${backoffMs / 1000} s`)
      await sleep(backoffMs, undefined, { signal }).catch(() => {})
    }
  }

  /** Resolves to how it ended. */
  async #run(): Promise<string> {
    const { command, env, user, pidFile } = this.#program
    const [file, ...args] = leashed(command)
    // A session of its own: Ctrl-C in the terminal reaches the house alone, which then stops everything in order.
    const child = spawn(file, args, { env, ...user, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', this.#print)
    if (child.pid) this.#note(child.pid)
    try {
      const [code, signal] = await once(child, 'close')
      return signal ?? `exit ${code}`
    } catch (error) {
      return String(error)
    } finally {
      this.#child = undefined
      rmSync(pidFile, { force: true })
    }
  }

  /** A full disk is no reason to let the house fall. */
  #note(pid: number): void {
    try {
      writeFileSync(this.#program.pidFile, `${pid}\n`)
    } catch (error) {
      this.#print(`its pid is in no file: ${(error as Error).message}`)
    }
  }
}

/** Where the system can, the kernel ends the process when the house itself is killed, so that nothing is left behind. */
function leashed(command: Program['command']): [string, ...string[]] {
  const setpriv = findProgram('setpriv')
  return setpriv ? [setpriv, '--pdeathsig', 'TERM', ...command] : [...command]
}
