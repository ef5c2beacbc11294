import type { ClientId, ProblemBody, RoomId, ServerFrame } from '@snug/contracts'
import type { Outgoing } from './outbox.ts'

export type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>

type News = Exclude<ServerFrame, Frame<'ready' | 'subscribed' | 'unsubscribed' | 'problem' | 'pong'>>

/**
 * What a listener is told: the news of the house, and what becomes of my own messages. `gap`: read over REST from
 * `fromSeq` on, what follows comes by itself. `room_left`: also when it happened while there was no line, or the room
 * never was mine. `unfollowed`: the house refuses the room for another reason, as when one line has too many.
 */
export type LiveEvent =
  | News
  | { type: 'unfollowed'; roomId: RoomId; problem: ProblemBody }
  | { type: 'queued'; roomId: RoomId; message: Outgoing }
  | { type: 'refused'; roomId: RoomId; clientId: ClientId; refusal: string }
  | { type: 'discarded'; roomId: RoomId; clientId: ClientId }
