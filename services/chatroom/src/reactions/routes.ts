import { addReaction, type ProfileId, removeReaction } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { LiveRooms } from '../rooms/live-rooms.ts'
import type { OneReaction } from './queries.ts'
import type { Reacting } from './reacting.ts'

export const reactionRoutes: FastifyPluginAsyncZod<{ rooms: LiveRooms; reacting: Reacting }> = async (
  app,
  { rooms, reacting },
) => {
  async function set(reaction: Omit<OneReaction, 'profileId'>, profileId: ProfileId, wanted: boolean) {
    await rooms.openFor(profileId, reaction.roomId)
    return reacting.set({ ...reaction, profileId }, wanted)
  }

  app.route({ ...addReaction, handler: ({ params, user }) => set(params, user.profileId, true) })
  app.route({ ...removeReaction, handler: ({ params, user }) => set(params, user.profileId, false) })
}
