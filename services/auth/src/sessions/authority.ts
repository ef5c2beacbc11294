import type { Authority } from '@snug/service-kit'
import type { Db } from '../database.ts'
import type { Keys } from '../keys/keys.ts'
import { liveAmong } from './queries.ts'

/** Auth needs to be told by nobody: the keys are its own, and a session lives as long as its row. */
export function ownAuthority(db: Db, keys: Keys): Authority {
  return {
    publicKey: (kid) => keys.publicKey(kid),
    hasEnded: async (sessionId) => (await liveAmong(db, [sessionId])).length === 0,
    ready: () => true, // the keys were loaded before anything listened
    close: () => {},
  }
}
