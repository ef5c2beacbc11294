import { z } from 'zod'
import { MAX_ALT, MAX_CAPTION, MAX_PHOTOS, Photo } from './photos.ts'
import { ClientId, Limit, PhotoId, ProfileId, Revision, RoomId, Seq, Time, text } from './primitives.ts'
import { Reaction } from './reactions.ts'
import type { Route } from './route.ts'
import { Attachment, INLINE_BODY_BYTES, MAX_PHOTOS_AT_ONCE, UPLOAD_DEADLINE_MS } from './uploads.ts'

export const MAX_TEXT = 4_000
/** UTF-16 units that all alt texts and captions of a message may have together, so that a message stays a small part of a page. */
export const MAX_PHOTO_WORDS = 20_000

export const Message = z
  .object({
    roomId: RoomId,
    seq: Seq,
    authorId: ProfileId,
    clientId: ClientId,
    /** Empty when the message is pictures alone, or was deleted. */
    text: z.string(),
    photos: z.array(Photo),
    /** The message that this one answers; it may be deleted by now. */
    replyTo: Seq.nullable(),
    reactions: z.array(Reaction),
    sentAt: Time,
    editedAt: Time.nullable(),
    deletedAt: Time.nullable(),
    /** The last change of it; absent as long as it is what was said. */
    revision: Revision.optional(),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof Message>

const says = text(MAX_TEXT)

/** What both doors, REST and the socket, take as a message. */
export const NewMessage = z.strictObject({
  clientId: ClientId,
  text: says.default(''),
  photoIds: z.array(PhotoId).max(MAX_PHOTOS).default([]),
  /** The message it answers. */
  replyTo: Seq.min(1).optional(),
})
export type NewMessage = z.infer<typeof NewMessage>

const OneRoom = z.object({ roomId: RoomId })
const OneMessage = OneRoom.extend({ seq: z.coerce.number().int().positive() })

export const postMessage = {
  method: 'POST',
  url: '/rooms/:roomId/messages',
  config: {
    service: 'chatroom',
    access: 'signedIn',
    rate: 'send',
    bodyLimit: INLINE_BODY_BYTES,
    deadlineMs: UPLOAD_DEADLINE_MS,
  },
  schema: {
    operationId: 'send_message',
    summary:
      'Say something: text, uploaded pictures (photoIds), or pictures right here (attachments). A retry with the same clientId is the same message',
    params: OneRoom,
    body: NewMessage.extend({ attachments: z.array(Attachment).min(1).max(MAX_PHOTOS_AT_ONCE).optional() })
      .refine((body) => body.text.trim() !== '' || body.photoIds.length > 0 || body.attachments, 'says nothing')
      .refine(
        (body) => body.photoIds.length + (body.attachments?.length ?? 0) <= MAX_PHOTOS,
        `has more than ${MAX_PHOTOS} pictures`,
      ),
    response: { 201: Message },
  },
} as const satisfies Route

export const listMessages = {
  method: 'GET',
  url: '/rooms/:roomId/messages',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_messages',
    summary: 'A page of the room, oldest first: the newest, or those before or after a seq',
    params: OneRoom,
    querystring: z
      .strictObject({
        before: z.coerce.number().int().positive().optional(),
        after: z.coerce.number().int().nonnegative().optional(),
        limit: Limit,
        /** Only messages with pictures. */
        with: z.literal('photos').optional(),
      })
      .refine((query) => query.before === undefined || query.after === undefined, 'give before or after, not both'),
    response: {
      200: z.object({
        items: z.array(Message),
        /** `after` of the following page; null at the newest message. */
        next: Seq.nullable(),
        /** `before` of the preceding page; null at the first message. */
        prev: Seq.nullable(),
        /** Every change up to this one is in the page. */
        revision: Revision,
      }),
    },
  },
} as const satisfies Route

/** Messages in which one answer looks for changes: more than a client has at hand. */
export const CHANGES_SPAN = 1_000

export const listChanges = {
  method: 'GET',
  url: '/rooms/:roomId/changes',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_changes',
    summary: `Which of the ${CHANGES_SPAN} messages from a seq on were edited, deleted, felt about or got pictures after a revision, and what they are now`,
    params: OneRoom,
    querystring: z.strictObject({
      since: z.coerce.number().int().nonnegative(),
      from: z.coerce.number().int().positive(),
    }),
    response: {
      200: z.object({
        /** In the order of their last change. */
        items: z.array(Message),
        /** Every change of these messages up to this one is known with it; what came later is asked for with it. */
        revision: Revision,
      }),
    },
  },
} as const satisfies Route

export const getMessage = {
  method: 'GET',
  url: '/rooms/:roomId/messages/:seq',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'get_message',
    summary: 'One message, also when it was deleted',
    params: OneMessage,
    response: { 200: Message },
  },
} as const satisfies Route

/** The months in which pictures were shown in a room, by UTC, the newest first. */
export const listPhotoMonths = {
  method: 'GET',
  url: '/rooms/:roomId/photo-months',
  config: { service: 'chatroom', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_photo_months',
    summary: 'How many pictures each month has, for a ruler beside the photo wall',
    params: OneRoom,
    response: {
      200: z.object({
        items: z.array(
          z.object({
            month: z.string().regex(/^\d{4}-\d{2}$/),
            photos: z.number().int(),
            /** Of its last message with pictures. */
            lastSeq: Seq,
          }),
        ),
      }),
    },
  },
} as const satisfies Route

/** What is written about a picture. Those of a message are named in their order, each once; none comes or goes this way. */
export const PhotoWords = z.strictObject({ id: PhotoId, alt: text(MAX_ALT), caption: text(MAX_CAPTION) })
export type PhotoWords = z.infer<typeof PhotoWords>

export const editMessage = {
  method: 'PATCH',
  url: '/rooms/:roomId/messages/:seq',
  // All that may be written about a hundred pictures, in any script.
  config: { service: 'chatroom', access: 'signedIn', rate: 'write', bodyLimit: 256 * 1024 },
  schema: {
    operationId: 'edit_message',
    summary: 'Change the text of a message of mine, or the order of its pictures and what is written about them',
    params: OneMessage,
    body: z
      .strictObject({ text: says.optional(), photos: z.array(PhotoWords).max(MAX_PHOTOS).optional() })
      .refine((body) => body.text !== undefined || body.photos, 'changes nothing'),
    response: { 200: Message },
  },
} as const satisfies Route

export const deleteMessage = {
  method: 'DELETE',
  url: '/rooms/:roomId/messages/:seq',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'delete_message',
    summary: 'Delete a message of mine; owners and moderators delete any. Its number stays, empty',
    params: OneMessage,
    response: { 204: z.undefined() },
  },
} as const satisfies Route

export const markUnread = {
  method: 'PUT',
  url: '/rooms/:roomId/messages/:seq/unread',
  config: { service: 'chatroom', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'mark_unread',
    summary: 'Have a message, and all after it, count as unread for me. What others see of my reading stays',
    params: OneMessage,
    response: { 204: z.undefined() },
  },
} as const satisfies Route
