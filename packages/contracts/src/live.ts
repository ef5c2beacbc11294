import { z } from 'zod'
import { Message, NewMessage } from './messages.ts'
import { Photo } from './photos.ts'
import { ClientId, PhotoId, ProfileId, Revision, RoomId, Seq, SessionId, Time } from './primitives.ts'
import { ProblemBody } from './problems.ts'
import { Reaction } from './reactions.ts'

/** The WebSocket subprotocol, and the version of everything in this file. */
export const LIVE_PROTOCOL = 'snug.v1'

/** Close codes of the live socket (RFC 6455, 7.4; 4000 and up are ours). */
export const CLOSE = {
  /** A frame that is not JSON or that the protocol does not know. */
  badFrame: 4400,
  /** The session ended: sign in again. */
  sessionEnded: 4401,
  /** Too many sockets, or frames too fast. */
  tooMany: 4429,
  /** The gateway restarts: come back, spread over a few seconds. */
  restart: 1012,
  /** The reader was too slow: come back and resume by seq. */
  tooSlow: 1013,
} as const

/** Bytes of one frame from a client (SEC-39). */
export const MAX_FRAME_BYTES = 64 * 1024

/** Past this many missed messages a subscriber is told `gap` and reads over REST. */
export const MAX_REPLAY = 500

const inRoom = { roomId: RoomId }
/** What a message is after that change. */
const inMessage = { ...inRoom, seq: Seq, revision: Revision }

/** What a client may say. */
export const ClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('subscribe'), ...inRoom, afterSeq: Seq.optional() }),
  z.strictObject({ type: z.literal('unsubscribe'), ...inRoom }),
  NewMessage.extend({ type: z.literal('send'), ...inRoom }),
  z.strictObject({ type: z.literal('typing'), ...inRoom }),
  /** `quiet`: the others are not told. */
  z.strictObject({ type: z.literal('read'), ...inRoom, seq: Seq, quiet: z.boolean().optional() }),
  /** Whether I am to be seen in my rooms. A line that never says so is not. */
  z.strictObject({ type: z.literal('appear'), here: z.boolean() }),
  z.strictObject({ type: z.literal('ping') }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

/** What a client may hear. Read with `z.decode`; an unknown type is to be ignored, not an error. */
export const ServerFrame = z.discriminatedUnion('type', [
  /** The first frame. `heartbeatMs`: silence longer than twice this means the line is dead. */
  z.object({ type: z.literal('ready'), sessionId: SessionId, profileId: ProfileId, heartbeatMs: z.number().int() }),
  /**
   * From here on every message after `seq` comes by itself; those before it that were asked for came already. So do changes
   * after `revision`, unless a frame `revision` follows.
   */
  z.object({ type: z.literal('subscribed'), ...inRoom, seq: Seq, revision: Revision }),
  z.object({ type: z.literal('unsubscribed'), ...inRoom }),
  /** The message is stored. */
  z.object({ type: z.literal('ack'), clientId: ClientId, ...inRoom, seq: Seq, sentAt: Time }),
  z.object({ type: z.literal('message'), message: Message }),
  z.object({ type: z.literal('message_edited'), message: Message }),
  z.object({ type: z.literal('message_deleted'), ...inMessage, deletedAt: Time }),
  /** A picture of the message fills its place. */
  z.object({ type: z.literal('photo_ready'), ...inMessage, photo: Photo }),
  /** What came for that place was no picture; its author may send it again. */
  z.object({ type: z.literal('photo_failed'), ...inMessage, photo: Photo }),
  /** The message has this picture no more: it was deleted, or did not come within a day. */
  z.object({ type: z.literal('photo_removed'), ...inMessage, photoId: PhotoId }),
  /** All reactions to the message, as they are now. */
  z.object({ type: z.literal('reactions'), ...inMessage, reactions: z.array(Reaction) }),
  /** The room's newest change, told where not all of them may have been: ask for those you lack (`listChanges`). */
  z.object({ type: z.literal('revision'), ...inRoom, revision: Revision }),
  z.object({ type: z.literal('typing'), ...inRoom, profileId: ProfileId }),
  /** Who lets themselves be seen in the room now. Told when it changes and after `subscribed`; not in large rooms. */
  z.object({ type: z.literal('presence'), ...inRoom, here: z.array(ProfileId) }),
  /** Somebody has read up to here; with 0 they let nobody see it any more. Not told in large rooms, nor of whoever reads quietly. */
  z.object({ type: z.literal('seen'), ...inRoom, seq: Seq, profileId: ProfileId }),
  /** I have read up to here, on this or another device. */
  z.object({ type: z.literal('read'), ...inRoom, seq: Seq }),
  /** I want to read from this message on anew, said on this or another device: my mark went to the one before it. */
  z.object({ type: z.literal('unread'), ...inRoom, seq: Seq }),
  /** More was missed than is replayed: read from `fromSeq` over REST. */
  z.object({ type: z.literal('gap'), ...inRoom, fromSeq: Seq }),
  /** I am in this room now: somebody let me in, or I joined on another device. */
  z.object({ type: z.literal('room_joined'), ...inRoom }),
  /** I am no longer in this room; nothing more comes from it. */
  z.object({ type: z.literal('room_left'), ...inRoom }),
  /** Name, topic, visibility or members changed: ask again. */
  z.object({ type: z.literal('room_changed'), ...inRoom }),
  z.object({
    type: z.literal('problem'),
    roomId: RoomId.optional(),
    clientId: ClientId.optional(),
    problem: ProblemBody,
  }),
  z.object({ type: z.literal('pong') }),
])
export type ServerFrame = z.infer<typeof ServerFrame>
