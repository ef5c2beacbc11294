import { SERVICES } from '@snug/tools/house'
import { setStage } from '../snug/stage.ts'
import { type System, startSystem } from './system.ts'

/** The whole house as `npm start` runs it, without rate limits. */
export const snug: System = {
  name: 'snug',
  start: (folder, core) =>
    startSystem('snug/serve.ts', [...SERVICES, 'mysql'], folder, core, async (url, rooms, rootUrl) => {
      const named = rooms.map((members) => ({ name: `room of ${members[0]}`, members }))
      const stage = await setStage({ url, rootUrl, prefix: '' }, rooms.flat(), named)
      return named.map(({ name, members }) => ({
        id: stage.rooms[name] ?? '',
        tokens: members.map((member) => stage.tokens[member] ?? ''),
      }))
    }),
}
