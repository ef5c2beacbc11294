import { z } from 'zod'
import { ClientId, PhotoId, ProfileId, RoomId, Time } from './primitives.ts'
import { ProblemCode } from './problems.ts'
import type { Route } from './route.ts'

/** Bytes of one picture. */
export const MAX_PHOTO_BYTES = 25 * 1024 * 1024
/** Pictures of one message. */
export const MAX_PHOTOS = 100
/** Characters that tell somebody who cannot see a picture what is on it. */
export const MAX_ALT = 1_000
/** Characters of what is written under a picture. */
export const MAX_CAPTION = 500

/** The longest edge in px of each size; `thumb` is a square. Never enlarged. */
export const SIZES = { thumb: 200, small: 480, medium: 960, large: 1920 } as const
export const Variant = z.enum(['thumb', 'small', 'medium', 'large', 'clean', 'original'])
export type Variant = z.infer<typeof Variant>

/** `pending`: its place is kept, its bytes are on their way. `failed`: what came was no picture; it may be sent again. */
export const PhotoState = z.enum(['pending', 'ready', 'failed'])
export type PhotoState = z.infer<typeof PhotoState>

/** A picture as a message carries it: enough to lay it out before a byte of it has come. */
export const Photo = z
  .object({
    id: PhotoId,
    state: PhotoState,
    /** Why it failed. */
    problem: ProblemCode.optional(),
    /** Pixels, upright. Until it is ready, what its sender says, or a guess. */
    width: z.number().int(),
    height: z.number().int(),
    /** A few bytes that draw a blur of it (thumbhash, base64). Empty until it is ready. */
    thumbhash: z.string(),
    animated: z.boolean(),
    alt: z.string(),
    caption: z.string(),
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

const OnePhoto = z.object({ photoId: PhotoId })

export const getPhoto = {
  method: 'GET',
  url: '/photos/:photoId/:variant',
  config: { service: 'file', access: 'signedIn', rate: 'read', binary: true, deadlineMs: 10_000 },
  schema: {
    operationId: 'get_photo',
    summary: 'The bytes of a picture. `original` is for who uploaded it; the others are for everyone in its room',
    params: OnePhoto.extend({ variant: Variant }),
  },
} as const satisfies Route

export const describePhoto = {
  method: 'GET',
  url: '/photos/:photoId',
  config: { service: 'file', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'describe_photo',
    summary: 'What is known of a picture, and whether it is there yet',
    params: OnePhoto,
    response: { 200: Photo },
  },
} as const satisfies Route

export const deletePhoto = {
  method: 'DELETE',
  url: '/photos/:photoId',
  config: { service: 'file', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'delete_photo',
    summary: 'Delete a picture of mine, or give up its place; it leaves its message too',
    params: OnePhoto,
    response: { 204: z.undefined() },
  },
} as const satisfies Route

/**
 * Makes pictures part of the message that is said under `clientId`, also those whose bytes are still to come. Refuses what is
 * not the owner's, is of another room, or is part of another message.
 */
export const attachPhotos = {
  method: 'POST',
  url: '/internal/photos/attach',
  config: { service: 'file', access: 'service', callers: ['chatroom'] },
  schema: {
    operationId: 'attach_photos',
    summary: 'Take pictures into a message',
    body: z.strictObject({
      roomId: RoomId,
      ownerId: ProfileId,
      clientId: ClientId,
      photoIds: z.array(PhotoId).min(1).max(MAX_PHOTOS),
    }),
    response: { 200: z.object({ photos: z.array(Photo) }) },
  },
} as const satisfies Route

/** What became of pictures that were awaited. Those that are gone are not among the answers. */
export const describePhotos = {
  method: 'POST',
  url: '/internal/photos/describe',
  config: { service: 'file', access: 'service', callers: ['chatroom'] },
  schema: {
    operationId: 'describe_photos',
    summary: 'What is known of these pictures',
    body: z.strictObject({ photoIds: z.array(PhotoId).min(1).max(MAX_PHOTOS) }),
    response: { 200: z.object({ photos: z.array(Photo) }) },
  },
} as const satisfies Route
