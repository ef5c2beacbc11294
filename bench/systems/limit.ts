import { randomUUID } from 'node:crypto'
import { type System, startSystem } from './system.ts'

/** A bare `ws` server that believes what it is told: a token is an id. */
export const limit: System = {
  name: 'limit',
  start: (folder, core) =>
    startSystem('limit/serve.ts', ['limit', 'mysql'], folder, core, async (_url, rooms) =>
      rooms.map((members) => ({ id: randomUUID(), tokens: members.map(() => randomUUID()) })),
    ),
}
