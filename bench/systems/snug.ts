import { SERVICES } from '@snug/tools/house'
import type { Room } from '../load/job.ts'
import { setStage, showPictures } from '../snug/stage.ts'
import { type System, startSystem } from './system.ts'

/** The whole house as `npm start` runs it, without rate limits. */
export const snug: System = {
  name: 'snug',
  start: (folder, core) => startSystem('snug/serve.ts', [...SERVICES, 'mysql'], folder, core, seat, showPictures),
}

async function seat(url: string, rooms: string[][], rootUrl: string): Promise<Room[]> {
  const named = rooms.map((members) => ({ name: `room of ${members[0]}`, members }))
  const stage = await setStage({ url, rootUrl, prefix: '' }, rooms.flat(), named)
  return named.map(({ name, members }) => ({
    id: stage.rooms[name] ?? '',
    tokens: members.map((member) => stage.tokens[member] ?? ''),
  }))
}
