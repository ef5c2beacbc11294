import { join } from 'node:path'
import { freePorts, withDatabase } from '@snug/tools/house'
import type { Room } from '../load/job.ts'
import { startServing } from '../process.ts'
import { fillRoom } from '../snug/stage.ts'

/** Something that people chat with, here on this machine. */
export interface System {
  name: 'limit' | 'snug'
  /** @param folder for its data, kept for the next start @param core to run on alone, database included */
  start(folder: string, core?: number): Promise<Running>
}

export interface Running {
  port: number
  /** All its processes. */
  pids: Record<string, number>
  /** Lets these people in, each with a token. @returns the rooms with their ids */
  seat(rooms: string[][]): Promise<Room[]>
  /** Gives a room `count` messages. @param text of the message with that index, from 0 */
  fill(roomId: string, count: number, text: (index: number) => string): Promise<void>
  /** Puts pictures into a room. @returns the paths of their thumbnails */
  show(room: Room, pictures: Buffer[]): Promise<string[]>
  stop(): Promise<void>
}

/** For what a system has no part in. */
export const cannot = () => Promise.reject(new Error('This system has nothing of that kind.'))

/** What both have in common that people chat with: a script that serves, in the folder of a house with the messages in one table. */
export async function startSystem(
  script: string,
  names: readonly string[],
  folder: string,
  core: number | undefined,
  seat: (url: string, rooms: string[][], rootUrl: string) => ReturnType<Running['seat']>,
  show: (url: string, room: Room, pictures: Buffer[]) => ReturnType<Running['show']> = cannot,
): Promise<Running> {
  const [port = 0] = await freePorts(1)
  const { url, pids, stop } = await startServing(core, join(import.meta.dirname, '..', script), {
    dataDir: folder,
    port,
  })
  const house = { dataDir: folder, port }
  return {
    port,
    pids: Object.fromEntries(names.map((name, i) => [name, pids[i] ?? 0])),
    seat: async (rooms) => {
      let seated: Awaited<ReturnType<Running['seat']>> = []
      await withDatabase(house, async (rootUrl) => {
        seated = await seat(url, rooms, rootUrl)
      })
      return seated
    },
    fill: (roomId, count, text) =>
      withDatabase(house, (rootUrl) => fillRoom({ rootUrl, prefix: '' }, roomId, count, text)),
    show: (room, pictures) => show(url, room, pictures),
    stop,
  }
}
