import { z } from 'zod'
import { AvatarId } from './primitives.ts'
import type { Route } from './route.ts'
import { DataUrl, INLINE_BODY_BYTES, UPLOAD_DEADLINE_MS } from './uploads.ts'

/** Edges in px of the squares that an avatar is kept in. */
export const AVATAR_SIZES = { small: 96, large: 320 } as const
export const AvatarSize = z.enum(['small', 'large'])
export type AvatarSize = z.infer<typeof AvatarSize>

/** A square of the upright picture. What hangs over its edges is moved inside. */
export const Crop = z.strictObject({
  /** Left and top, in px of the upright picture. */
  x: z.number().int().nonnegative(),
  y: z.number().int().nonnegative(),
  /** Edge in px. */
  side: z.number().int().positive(),
})
export type Crop = z.infer<typeof Crop>

export const setAvatar = {
  method: 'PUT',
  url: '/me/avatar',
  config: {
    service: 'file',
    access: 'signedIn',
    rate: 'upload',
    bodyLimit: INLINE_BODY_BYTES,
    deadlineMs: UPLOAD_DEADLINE_MS,
  },
  schema: {
    operationId: 'set_avatar',
    summary: 'Show a square of a picture beside my name. Without a crop it is the middle',
    body: z.strictObject({
      /** Of any kind that a message takes. */
      picture: DataUrl,
      crop: Crop.optional(),
    }),
    response: { 200: z.object({ avatarId: AvatarId }) },
  },
} as const satisfies Route

export const removeAvatar = {
  method: 'DELETE',
  url: '/me/avatar',
  config: { service: 'file', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'remove_avatar',
    summary: 'Show the first letter of my name again',
    response: { 204: z.undefined() },
  },
} as const satisfies Route

export const getAvatar = {
  method: 'GET',
  url: '/avatars/:avatarId/:size',
  config: { service: 'file', access: 'signedIn', rate: 'read', binary: true },
  schema: {
    operationId: 'get_avatar',
    summary: 'The bytes of an avatar, for everybody who is signed in',
    params: z.object({ avatarId: AvatarId, size: AvatarSize }),
  },
} as const satisfies Route
