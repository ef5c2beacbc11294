import { z } from 'zod'
import { PhotoId, ProfileId, RoomId, Time, text } from './primitives.ts'
import type { Route } from './route.ts'

/** Bytes of one picture. */
export const MAX_PHOTO_BYTES = 25 * 1024 * 1024
export const MAX_PHOTOS = 10
export const MAX_ALT = 1_000

/** One whole picture in base64 (a third larger), and the JSON around it. */
export const INLINE_BODY_BYTES = 36 * 1024 * 1024
/** Ten whole pictures and the multipart headers between them. */
export const MULTIPART_BODY_BYTES = MAX_PHOTOS * MAX_PHOTO_BYTES + 1024 * 1024
/** Ten pictures are read, developed in turn and flushed to disk within this. */
export const UPLOAD_DEADLINE_MS = 120_000

/** The longest edge in px of each size; `thumb` is a square. Never enlarged. */
export const SIZES = { thumb: 200, small: 480, medium: 960, large: 1920 } as const
export const Variant = z.enum(['thumb', 'small', 'medium', 'large', 'clean', 'original'])
export type Variant = z.infer<typeof Variant>

/** A picture as a message carries it: enough to lay it out before a byte of it has come. */
export const Photo = z
  .object({
    id: PhotoId,
    /** Pixels, upright. */
    width: z.number().int(),
    height: z.number().int(),
    /** A few bytes that draw a blur of it (thumbhash, base64). */
    thumbhash: z.string(),
    animated: z.boolean(),
    alt: z.string(),
  })
  .meta({ id: 'Photo' })
export type Photo = z.infer<typeof Photo>

/** What the uploader is told. */
export const UploadedPhoto = Photo.extend({
  roomId: RoomId,
  type: z.string(),
  bytes: z.number().int(),
  createdAt: Time,
}).meta({ id: 'UploadedPhoto' })
export type UploadedPhoto = z.infer<typeof UploadedPhoto>

/**
 * A picture inside JSON: `data:image/jpeg;base64,...`. Neither its type nor the file's name is evidence of what it is.
 */
export const Attachment = z.strictObject({
  /** Bounded by the body; what is larger than MAX_PHOTO_BYTES is `photo_too_large`. */
  dataUrl: z.string().startsWith('data:'),
  filename: text(255).optional(),
  alt: text(MAX_ALT).default(''),
})
export type Attachment = z.infer<typeof Attachment>

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
      'Upload pictures: one as JSON, or up to ten as multipart/form-data files (a field `alt` before a file describes it)',
    params: z.object({ roomId: RoomId }),
    // Absent when the body is multipart, which is read as a stream.
    body: Attachment.optional(),
    response: { 201: z.object({ photos: z.array(UploadedPhoto) }) },
  },
} as const satisfies Route

export const getPhoto = {
  method: 'GET',
  url: '/photos/:photoId/:variant',
  config: { service: 'file', access: 'signedIn', rate: 'read', binary: true, deadlineMs: 10_000 },
  schema: {
    operationId: 'get_photo',
    summary: 'The bytes of a picture. `original` is for who uploaded it; the others are for everyone in its room',
    params: z.object({ photoId: PhotoId, variant: Variant }),
  },
} as const satisfies Route

const Batch = z.strictObject({ roomId: RoomId, ownerId: ProfileId })

/** Makes uploaded pictures part of a message. Refuses what is not the owner's, or is of another room. */
export const attachPhotos = {
  method: 'POST',
  url: '/internal/photos/attach',
  config: { service: 'file', access: 'service', callers: ['chatroom'] },
  schema: {
    operationId: 'attach_photos',
    summary: 'Take uploaded pictures into a message',
    body: Batch.extend({ photoIds: z.array(PhotoId).min(1).max(MAX_PHOTOS) }),
    response: { 200: z.object({ photos: z.array(Photo) }) },
  },
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
    body: Batch.extend({ attachments: z.array(Attachment).min(1).max(MAX_PHOTOS) }),
    response: { 201: z.object({ photos: z.array(Photo) }) },
  },
} as const satisfies Route
