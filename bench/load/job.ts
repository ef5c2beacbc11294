import { cpuMs } from '../process.ts'
import type { Plan } from '../scenarios.ts'

/** A room, its members by their tokens, and where the thumbnails of its pictures are. */
export interface Room {
  id: string
  tokens: string[]
  thumbnails?: string[]
}

/** What the load generator, a process of its own, is told: a message on its channel to who started it. */
export interface Job<P extends Plan = Plan> {
  port: number
  /** The processes of the system. */
  pids: number[]
  plan: P
  rooms: Room[]
}

/** What it answers. */
export interface Result {
  /** By the name of the column. */
  figures: Record<string, number>
  /** The generator's own share of a core: near 1 the figures are its own and not the server's. */
  busy: number
}

/** Watches the processes from now on. @returns says what passed since */
export function watch(pids: number[]) {
  const [at, cpu, own] = [performance.now(), cpuMs(pids), process.cpuUsage()]
  return () => {
    const ms = performance.now() - at
    const { user, system } = process.cpuUsage(own)
    return { seconds: ms / 1000, cpuMs: cpuMs(pids) - cpu, busy: (user + system) / 1000 / ms }
  }
}
