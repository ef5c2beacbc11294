import { z } from 'zod'
import { ProfileId, Revision, RoomId } from './primitives.ts'
import type { Route } from './route.ts'

/** Different emojis that one message may have: a line or two of them. */
export const MAX_EMOJIS = 20
/** People named for each emoji of a message; the others only count, so that a message stays a small part of a page. */
export const MAX_NAMED_REACTORS = 50

/** One emoji of those that every system is asked to draw (Unicode UTS 51, RGI), also as a whole family or flag. */
export const Emoji = z
  .string()
  .max(64)
  .refine((text) => /^\p{RGI_Emoji}$/v.test(text), 'is not one emoji')

/** What people felt about a message, the first emoji first. */
export const Reaction = z
  .object({
    emoji: z.string(),
    count: z.number().int(),
    /** In the order of reacting, the first so many. */
    by: z.array(ProfileId),
  })
  .meta({ id: 'Reaction' })
export type Reaction = z.infer<typeof Reaction>

const OneReaction = z.object({ roomId: RoomId, seq: z.coerce.number().int().positive(), emoji: Emoji })
const reactions = z.object({ reactions: z.array(Reaction), revision: Revision })

export const addReaction = {
  method: 'PUT',
  url: '/rooms/:roomId/messages/:seq/reactions/:emoji',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'add_reaction',
    summary: 'React to a message with an emoji. Doing it again changes nothing',
    params: OneReaction,
    response: { 200: reactions },
  },
} as const satisfies Route

export const removeReaction = {
  method: 'DELETE',
  url: '/rooms/:roomId/messages/:seq/reactions/:emoji',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'remove_reaction',
    summary: 'Take a reaction of mine back. Doing it again changes nothing',
    params: OneReaction,
    response: { 200: reactions },
  },
} as const satisfies Route
