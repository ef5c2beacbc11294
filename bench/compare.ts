import { once } from 'node:events'
import { join } from 'node:path'
import { Trouble } from '@snug/tools/house'
import type { Job, Result } from './load/job.ts'
import { textOf } from './load/numbered.ts'
import { drawPictures } from './pictures.ts'
import { type Cores, startScript } from './process.ts'
import type { Plan } from './scenarios.ts'
import { limit } from './systems/limit.ts'
import { shelf } from './systems/shelf.ts'
import { snug } from './systems/snug.ts'
import type { Running, System } from './systems/system.ts'
import type { Rounds } from './table.ts'

const GENERATOR = join(import.meta.dirname, 'load/generator.ts')
/** No run takes longer than this, whatever hangs. */
const RUN_MS = 60_000

export const SYSTEMS = [limit, snug]
const PICTURE_SYSTEMS = [shelf, snug]

export interface Settings {
  /** Rounds, in each of which every system has its turn. */
  runs: number
  /** For the data of the systems. */
  folder: string
  cores: Cores | undefined
  /** Ends everything early. */
  signal: AbortSignal
}

/** A system that stands, with its people and rooms. */
interface Stand {
  running: Running
  rooms: Job['rooms']
}

/**
 * Loads the systems in turn, round after round, each on the same core of the same machine.
 * @throws Trouble when a run fails, be it because a message was lost, doubled or out of order
 */
export async function compare(plan: Plan, { runs, folder, cores, signal }: Settings): Promise<Rounds> {
  const rounds: Rounds = { limit: [], snug: [] }
  const systems = plan.kind === 'look' ? PICTURE_SYSTEMS : SYSTEMS
  const stands = new Map<System, Stand>()
  const leave = async (system: System) => {
    await stands.get(system)?.running.stop()
    stands.delete(system)
  }
  try {
    for (let round = 0; round < runs; round++)
      for (const system of systems) {
        signal.throwIfAborted()
        if (!stands.has(system)) {
          const running = await system.start(join(folder, system.name), cores?.server)
          stands.set(system, { running, rooms: [] })
          stands.set(system, { running, rooms: await setUp(running, plan) })
        }
        const { running, rooms } = stands.get(system) as Stand
        const job: Job = { port: running.port, pids: Object.values(running.pids), plan, rooms }
        rounds[system.name].push(await generate(job, cores?.generator, signal))
        if (plan.kind === 'idle') await leave(system)
      }
  } finally {
    await Promise.all([...stands.keys()].map(leave))
  }
  return rounds
}

/** Nobody meets a person or a room of an earlier scenario. */
let people = 0

async function setUp(running: Running, plan: Plan): Promise<Job['rooms']> {
  const members = () => Array.from({ length: plan.members }, () => `person_${++people}`)
  const rooms = await running.seat(Array.from({ length: plan.rooms }, members))
  if (plan.kind === 'history') for (const { id } of rooms) await running.fill(id, plan.messages, textOf)
  if (plan.kind === 'look')
    for (const room of rooms) room.thumbnails = await running.show(room, await drawPictures(plan.pictures))
  return rooms
}

/** One run of the load generator, in a process of its own. */
async function generate(job: Job, core: number | undefined, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted()
  const child = startScript(core, GENERATOR, [])
  const ended = once(child, 'exit')
  const early = AbortSignal.any([signal, AbortSignal.timeout(RUN_MS)])
  early.addEventListener('abort', () => child.kill('SIGKILL'))
  child.send(job)
  const [result] = await Promise.race([once(child, 'message'), once(child, 'disconnect')])
  await ended
  if (!result)
    throw new Trouble(early.aborted ? 'The run was ended early.' : 'The run failed; the lines above say why.')
  return result as Result
}
