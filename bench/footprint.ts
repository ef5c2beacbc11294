import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Settings, SYSTEMS } from './compare.ts'
import { memoryMib } from './process.ts'
import type { Running, System } from './systems/system.ts'
import { median, type Rounds } from './table.ts'

/** A process that has just started has garbage to drop; at rest is what it is after a while. */
const REST_MS = 4_000

export const ABOUT_FOOTPRINT = 'from nothing running to all ready, the database included; memory at rest'

/** How long a start takes, first with no data and then, as a median of `runs`, with; and the memory all processes hold. */
export async function footprint(settings: Settings, print: (line: string) => void): Promise<Rounds> {
  const rounds: Rounds = { limit: [], snug: [] }
  for (const system of SYSTEMS) {
    const first = await timeStart(system, settings)
    const starts: number[] = []
    let memory: [name: string, mib: number][] = []
    for (let run = 1; run <= settings.runs; run++)
      starts.push(
        await timeStart(system, settings, async ({ pids }) => {
          if (run < settings.runs) return
          await sleep(REST_MS)
          memory = Object.entries(pids).map(([name, pid]) => [name, memoryMib([pid])])
        }),
      )
    const total = memory.reduce((sum, [, mib]) => sum + mib, 0)
    const figures = { 'first start s': first, 'start s': median(starts), 'MiB at rest': total }
    rounds[system.name].push({ figures, busy: 0 })
    print(`${system.name}: ${memory.map(([name, mib]) => `${name} ${mib.toFixed(1)}`).join(', ')} MiB`)
  }
  return rounds
}

/** Seconds until it was open. */
async function timeStart(
  system: System,
  { folder, cores, signal }: Settings,
  then: (running: Running) => Promise<void> = async () => {},
): Promise<number> {
  signal.throwIfAborted()
  const begun = performance.now()
  const running = await system.start(join(folder, `${system.name}-footprint`), cores?.server)
  const seconds = (performance.now() - begun) / 1000
  try {
    await then(running)
  } finally {
    await running.stop()
  }
  return seconds
}
