import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Trouble } from '@snug/tools/house'

export interface Cores {
  server: number
  generator: number
}

/** The kernel counts the time of a process in hundredths of a second. */
const TICK_MS = 10
/** What was asked to end gets this long; a database writes its pages first. */
const GRACE_MS = 40_000

/** One core for the servers and another for the load, so that neither takes time from the other; undefined where that cannot be. */
export function twoCores(): Cores | undefined {
  const { status, stdout } = spawnSync('taskset', ['--cpu-list', '--pid', String(process.pid)], { encoding: 'utf8' })
  if (status !== 0) return
  const cores = (stdout.split(': ')[1] ?? '').split(',').flatMap((range) => range.split('-').map(Number))
  const [server = 0, generator = server] = [cores[0], cores.at(-1)]
  return server === generator ? undefined : { server, generator }
}

/** A script in a process of its own, on that core alone if one is given. It hears `disconnect` when we die. */
export function startScript(core: number | undefined, file: string, args: string[]): ChildProcess {
  const node = [process.execPath, file, ...args]
  const [command = '', ...rest] = core === undefined ? node : ['taskset', '--cpu-list', String(core), ...node]
  return spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
}

/**
 * Starts a script that serves, and waits until it says that it is open.
 * @throws Trouble when it ends before
 */
export async function startServing(core: number | undefined, file: string, options: object) {
  const child = startScript(core, file, [JSON.stringify(options)])
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout ?? process.stdin })
  const [line] = (await Promise.race([once(lines, 'line'), ended.then(() => [])])) as string[]
  if (line === undefined) throw new Trouble(`${file} did not open; its lines above say why.`)
  return {
    ...(JSON.parse(line) as { url: string; pids: number[] }),
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
      await ended
      clearTimeout(late)
    },
  }
}

/** For a script that serves: resolves when who started it wants its end, or has died. */
export function untilToldToStop(): Promise<unknown> {
  if (process.connected) process.on('SIGINT', () => {}) // Ctrl-C is for the one who started us to hear
  return Promise.race([once(process, 'SIGTERM'), once(process, 'disconnect')])
}

/** CPU time that these processes have used so far. */
export function cpuMs(pids: number[]): number {
  return sum(pids, (pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  })
}

/** Memory of these processes; what several share is counted once, in parts. */
export function memoryMib(pids: number[]): number {
  return sum(pids, (pid) => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1]) / 1024
  })
}

const sum = (pids: number[], of: (pid: number) => number) => pids.reduce((total, pid) => total + of(pid), 0)
