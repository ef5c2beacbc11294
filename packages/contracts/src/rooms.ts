import { z } from 'zod'
import { line, ProfileId, RoomId, Seq, Time, text } from './primitives.ts'
import type { Route } from './route.ts'

export const MAX_ROOM_NAME = 80
export const MAX_TOPIC = 300

export const Visibility = z.enum(['public', 'private'])
export const Role = z.enum(['owner', 'moderator', 'member'])
export type Role = z.infer<typeof Role>

export const Room = z
  .object({
    id: RoomId,
    name: z.string(),
    topic: z.string(),
    visibility: Visibility,
    memberCount: z.number().int(),
    createdAt: Time,
    /** The newest message's number; 0 in a silent room. */
    lastSeq: Seq,
    /** When the newest message was sent, or the room made. */
    lastActiveAt: Time,
    /** The caller's own place in the room; null for a public room they have not joined. */
    me: z.object({ role: Role, readSeq: Seq, unreadCount: z.number().int() }).nullable(),
  })
  .meta({ id: 'Room' })
export type Room = z.infer<typeof Room>

/** Members up to which a room tells who is here and who has seen what: in a crowd nobody looks, and telling all of all is dear. */
export const MAX_INTIMATE_MEMBERS = 50

export const Member = z
  .object({
    profileId: ProfileId,
    role: Role,
    joinedAt: Time,
    /** Up to where they let others see that they have read; 0 for who reads quietly, and in large rooms. */
    seenSeq: Seq,
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

const OneRoom = z.object({ roomId: RoomId })
const Draft = z.strictObject({ name: line(MAX_ROOM_NAME), topic: text(MAX_TOPIC), visibility: Visibility })

export const createRoom = {
  method: 'POST',
  url: '/rooms',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'create_room',
    summary: 'Make a room and own it',
    body: Draft.extend({ topic: text(MAX_TOPIC).default(''), visibility: Visibility.default('private') }),
    response: { 201: Room },
  },
} as const satisfies Route

/** How many rooms one answer may hold. */
export const MAX_ROOMS = 200

export const listRooms = {
  method: 'GET',
  url: '/rooms',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_rooms',
    summary: 'My rooms, the liveliest first; or public rooms, by name',
    querystring: z.strictObject({
      scope: z.enum(['mine', 'public']).default('mine'),
      limit: z.coerce.number().int().min(1).max(MAX_ROOMS).default(MAX_ROOMS),
      /** `next` of the page before. */
      cursor: z.string().max(200).optional(),
    }),
    response: { 200: z.object({ items: z.array(Room), next: z.string().nullable() }) },
  },
} as const satisfies Route

export const getRoom = {
  method: 'GET',
  url: '/rooms/:roomId',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: { operationId: 'get_room', summary: 'One room', params: OneRoom, response: { 200: Room } },
} as const satisfies Route

export const editRoom = {
  method: 'PATCH',
  url: '/rooms/:roomId',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'edit_room',
    summary: 'Change name, topic or visibility (owner, moderator)',
    params: OneRoom,
    body: Draft.partial(),
    response: { 200: Room },
  },
} as const satisfies Route

export const deleteRoom = {
  method: 'DELETE',
  url: '/rooms/:roomId',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'delete_room',
    summary: 'Delete the room and all that was said in it (owner)',
    params: OneRoom,
    response: { 204: z.undefined() },
  },
} as const satisfies Route

/** A member in an address: an id, or `me`. */
const OneMember = z.object({ roomId: RoomId, profileId: z.union([z.literal('me'), ProfileId]) })

/** How many members a room may have: what one process can fan out to. */
export const MAX_MEMBERS = 5_000

export const listMembers = {
  method: 'GET',
  url: '/rooms/:roomId/members',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_members',
    summary: 'Who is in the room, in the order of joining',
    params: OneRoom,
    querystring: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(200),
      cursor: z.string().max(200).optional(),
    }),
    response: { 200: z.object({ items: z.array(Member), next: z.string().nullable() }) },
  },
} as const satisfies Route

export const joinRoom = {
  method: 'PUT',
  url: '/rooms/:roomId/members/:profileId',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'join_room',
    summary: 'Join a public room (`me`), or add a person to a room (owner, moderator). Doing it again changes nothing',
    params: OneMember,
    response: { 200: Member },
  },
} as const satisfies Route

export const inviteMember = {
  method: 'POST',
  url: '/rooms/:roomId/members',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'invite_member',
    summary: 'Add a person by username (owner, moderator)',
    params: OneRoom,
    body: z.strictObject({ username: z.string().min(1).max(64) }),
    response: { 200: Member },
  },
} as const satisfies Route

export const changeRole = {
  method: 'PATCH',
  url: '/rooms/:roomId/members/:profileId',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'change_role',
    summary: 'Change the role of a member (owner)',
    params: OneMember,
    body: z.strictObject({ role: Role }),
    response: { 200: Member },
  },
} as const satisfies Route

export const removeMember = {
  method: 'DELETE',
  url: '/rooms/:roomId/members/:profileId',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'remove_member',
    summary: 'Leave (`me`), or remove a member of lower role. Their socket hears nothing more from this room',
    params: OneMember,
    response: { 204: z.undefined() },
  },
} as const satisfies Route

/** Asked by file before it shows a picture. */
export const checkMember = {
  method: 'GET',
  url: '/internal/rooms/:roomId/members/:profileId',
  config: { service: 'chatroom', access: 'service', callers: ['file'] },
  schema: {
    operationId: 'check_member',
    summary: 'Is this person in this room?',
    params: z.object({ roomId: RoomId, profileId: ProfileId }),
    response: { 200: Member },
  },
} as const satisfies Route
