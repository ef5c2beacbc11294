import { z } from 'zod'
import { Photo } from './photos.ts'
import { AvatarId, ClientId, PhotoId, ProfileId, RoomId, SessionId, Time } from './primitives.ts'
import type { Route, ServiceName } from './route.ts'

/** What names a message before it has a number. */
const inMessage = { roomId: RoomId, ownerId: ProfileId, clientId: ClientId }

/** What services tell each other after the fact: at least once, so handling one twice must be harmless. */
export const HouseEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session_ended'), sessionId: SessionId, profileId: ProfileId, endedAt: Time }),
  /** Profile has no such person any more. */
  z.object({ type: z.literal('account_closed'), profileId: ProfileId }),
  /** Their sessions have ended too, and whoever hears of this has heard of that: what is left of them is to go. */
  z.object({ type: z.literal('profile_deleted'), profileId: ProfileId }),
  /** Somebody shows another picture beside their name, or none. */
  z.object({ type: z.literal('avatar_changed'), profileId: ProfileId, avatarId: AvatarId.nullable() }),
  /** Somebody lets nobody see any more how far they have read. */
  z.object({ type: z.literal('seen_hidden'), profileId: ProfileId }),
  z.object({ type: z.literal('member_left'), roomId: RoomId, profileId: ProfileId }),
  z.object({ type: z.literal('room_deleted'), roomId: RoomId }),
  /** The picture of a message is there, or what came was no picture. */
  z.object({ type: z.literal('photo_settled'), ...inMessage, photo: Photo }),
  /** A picture that a message has, or was to have, is gone. */
  z.object({ type: z.literal('photo_removed'), ...inMessage, photoId: PhotoId }),
  /** The message has these pictures no more, or was never said. */
  z.object({ type: z.literal('photos_released'), ...inMessage, photoIds: z.array(PhotoId) }),
])
export type HouseEvent = z.infer<typeof HouseEvent>

/** Who wants which event. */
export const SUBSCRIBERS = {
  session_ended: ['gateway', 'profile', 'chatroom', 'file'],
  account_closed: ['auth'],
  profile_deleted: ['chatroom', 'file'],
  avatar_changed: ['profile'],
  seen_hidden: ['chatroom'],
  member_left: ['file'],
  room_deleted: ['file'],
  photo_settled: ['chatroom'],
  photo_removed: ['chatroom'],
  photos_released: ['file'],
} as const satisfies Record<HouseEvent['type'], readonly ServiceName[]>

/** Who alone may tell of which event: what opens strangers' pictures does not end anybody's account. */
export const PUBLISHERS = {
  account_closed: 'profile',
  seen_hidden: 'profile',
  session_ended: 'auth',
  profile_deleted: 'auth',
  member_left: 'chatroom',
  room_deleted: 'chatroom',
  photos_released: 'chatroom',
  photo_settled: 'file',
  photo_removed: 'file',
  avatar_changed: 'file',
} as const satisfies Record<HouseEvent['type'], ServiceName>

/** Every service takes events at this address; those it has no use for it takes and forgets. */
export const takeEvent = {
  method: 'POST',
  url: '/internal/events',
  config: { service: 'gateway', access: 'service', callers: ['profile', 'auth', 'chatroom', 'file'] },
  schema: {
    operationId: 'take_event',
    summary: 'Something happened in another service',
    body: HouseEvent,
    response: { 204: z.undefined() },
  },
} as const satisfies Route
