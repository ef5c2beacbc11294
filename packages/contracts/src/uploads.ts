import { z } from 'zod'
import { LongText } from './long-text.ts'
import { MAX_ALT, MAX_CAPTION, MAX_PHOTO_BYTES, MAX_PHOTOS, Photo, UploadedPhoto } from './photos.ts'
import { PhotoId, ProfileId, RoomId, text } from './primitives.ts'
import type { Route } from './route.ts'

/** Pictures in one form, or inside one message's JSON: they are developed before they are answered. */
export const MAX_PHOTOS_AT_ONCE = 10
/** One whole picture in base64 (a third larger), and the JSON around it. */
export const INLINE_BODY_BYTES = 36 * 1024 * 1024
/** Ten whole pictures and the multipart headers between them. */
export const MULTIPART_BODY_BYTES = MAX_PHOTOS_AT_ONCE * MAX_PHOTO_BYTES + 1024 * 1024
/** Ten pictures are read, developed in turn and flushed to disk within this. */
export const UPLOAD_DEADLINE_MS = 120_000
/** What arrived is hashed and flushed to disk within this, in ms. */
const RECEIVED_DEADLINE_MS = 10_000
/** Px each way of a place that is kept: the most that a JPEG has. */
export const MAX_EDGE = 65_535

const words = { alt: text(MAX_ALT).default(''), caption: text(MAX_CAPTION).default('') }

const SCHEME = 'data:'
const isDataUrl = (url: unknown) => url instanceof LongText || (typeof url === 'string' && url.startsWith(SCHEME))

/** `data:image/jpeg;base64,...`, for people a string. To a service a long one comes as the bytes it is, and is read there. */
export const DataUrl = z
  .custom<string | LongText>(isDataUrl, `does not start with ${SCHEME}`)
  .meta({ type: 'string', pattern: `^${SCHEME}` })

/** A picture inside JSON. Neither its type nor the file's name is evidence of what it is. */
export const Attachment = z.strictObject({
  /** Bounded by the body; what is larger than MAX_PHOTO_BYTES is `photo_too_large`. */
  dataUrl: DataUrl,
  filename: text(255).optional(),
  ...words,
})
export type Attachment = z.infer<typeof Attachment>

const InRoom = z.object({ roomId: RoomId })

export const uploadPhotos = {
  method: 'POST',
  url: '/rooms/:roomId/photos',
  config: {
    service: 'file',
    access: 'signedIn',
    rate: 'upload',
    bodyLimit: MULTIPART_BODY_BYTES,
    deadlineMs: UPLOAD_DEADLINE_MS,
  },
  schema: {
    operationId: 'add_photo',
    summary:
      'Upload pictures: one as JSON, or up to ten as multipart/form-data files (fields `alt` and `caption` before a file are about it)',
    params: InRoom,
    // Absent when the body is multipart, which is read as a stream.
    body: Attachment.optional(),
    response: { 201: z.object({ photos: z.array(UploadedPhoto) }) },
  },
} as const satisfies Route

/** A picture that is to come by itself, over a line that may break. */
export const NewUpload = z.strictObject({
  /** What its sender calls it, so that who asks again, not having heard the answer, gets the same place. */
  id: PhotoId.optional(),
  bytes: z.number().int().min(1).max(MAX_PHOTO_BYTES),
  /** Of the bytes, in hex: what arrives is held against it, and what is here already need not be sent. */
  sha256: z
    .string()
    .regex(/^[\da-f]{64}$/)
    .optional(),
  ...words,
  /** Px, upright, for the place it will take until it is here. */
  width: z.number().int().min(1).max(MAX_EDGE).optional(),
  height: z.number().int().min(1).max(MAX_EDGE).optional(),
})
export type NewUpload = z.infer<typeof NewUpload>

/** A picture and where its bytes go, by the tus protocol; null when they are here already. */
export const Upload = z.object({ photo: Photo, url: z.string().nullable() }).meta({ id: 'Upload' })
export type Upload = z.infer<typeof Upload>

export const reserveUploads = {
  method: 'POST',
  url: '/rooms/:roomId/uploads',
  config: {
    service: 'file',
    access: 'signedIn',
    rate: 'upload',
    // A hundred pictures with long words about each, and a bad line that they come over.
    bodyLimit: 1024 * 1024,
    deadlineMs: 30_000,
  },
  schema: {
    operationId: 'reserve_uploads',
    summary: 'Keep places for pictures whose bytes follow by tus, so that a message may carry them at once',
    params: InRoom,
    body: z.strictObject({ uploads: z.array(NewUpload).min(1).max(MAX_PHOTOS) }),
    response: { 201: z.object({ uploads: z.array(Upload) }) },
  },
} as const satisfies Route

// The tus resumable upload protocol 1.0.0 (https://tus.io/protocols/resumable-upload). Its headers are its own contract.

export const UPLOADS_PATH = '/uploads'
const OneUpload = z.object({ photoId: PhotoId })

export const uploadAbilities = {
  method: 'OPTIONS',
  url: UPLOADS_PATH,
  config: { service: 'file', access: 'anyone', rate: 'read' },
  schema: { operationId: 'upload_abilities', summary: 'What of the tus protocol is spoken here' },
} as const satisfies Route

export const createUpload = {
  method: 'POST',
  url: UPLOADS_PATH,
  config: { service: 'file', access: 'signedIn', rate: 'upload' },
  schema: {
    operationId: 'create_upload',
    summary: 'tus: create an upload; Upload-Metadata has `roomId`, and may have what a reserved upload has',
  },
} as const satisfies Route

export const uploadOffset = {
  method: 'HEAD',
  url: `${UPLOADS_PATH}/:photoId`,
  config: { service: 'file', access: 'signedIn', rate: 'chunk' },
  schema: { operationId: 'upload_offset', summary: 'tus: how much of an upload has arrived', params: OneUpload },
} as const satisfies Route

export const continueUpload = {
  method: 'PATCH',
  url: `${UPLOADS_PATH}/:photoId`,
  config: {
    service: 'file',
    access: 'signedIn',
    rate: 'chunk',
    bodyLimit: MAX_PHOTO_BYTES,
    deadlineMs: RECEIVED_DEADLINE_MS,
  },
  schema: {
    operationId: 'continue_upload',
    summary: 'tus: send bytes from Upload-Offset on; the picture is developed when all are there',
    params: OneUpload,
  },
} as const satisfies Route

export const cancelUpload = {
  method: 'DELETE',
  url: `${UPLOADS_PATH}/:photoId`,
  config: { service: 'file', access: 'signedIn', rate: 'write' },
  schema: { operationId: 'cancel_upload', summary: 'tus: give an upload up, and its place', params: OneUpload },
} as const satisfies Route

/** Pictures that came inside a message; they are attached like others when it is said. All or none. */
export const addInlinePhotos = {
  method: 'POST',
  url: '/internal/photos',
  config: {
    service: 'file',
    access: 'service',
    callers: ['chatroom'],
    bodyLimit: INLINE_BODY_BYTES,
    deadlineMs: UPLOAD_DEADLINE_MS,
  },
  schema: {
    operationId: 'add_inline_photos',
    summary: 'Develop the pictures of a message',
    body: z.strictObject({
      roomId: RoomId,
      ownerId: ProfileId,
      attachments: z.array(Attachment).min(1).max(MAX_PHOTOS_AT_ONCE),
    }),
    response: { 201: z.object({ photos: z.array(Photo) }) },
  },
} as const satisfies Route
