import { z } from 'zod'
import { Variant } from './photos.ts'
import { LinkId, PhotoId, Time } from './primitives.ts'
import type { Route } from './route.ts'

/** How long a link may live, in seconds: an hour to thirty days. */
export const LINK_SECONDS = { least: 60 * 60, most: 30 * 24 * 60 * 60 }
/** Links that a picture has at a time: enough for everybody one would tell, and few enough to look through. */
export const MAX_LINKS = 50

/** What a link may show. The original never leaves its owner, for it may tell where it was taken. */
export const LinkVariant = Variant.exclude(['original'])
export type LinkVariant = z.infer<typeof LinkVariant>

/** A way to one face of a picture for whoever has its address, until it ends. */
export const Link = z
  .object({
    id: LinkId,
    variant: LinkVariant,
    /**
     * A path. A house may be reached under several names, and a service knows none of them: who asked puts the origin in
     * front under which it reached the house.
     */
    url: z.string(),
    createdAt: Time,
    expiresAt: Time,
  })
  .meta({ id: 'Link' })
export type Link = z.infer<typeof Link>

const OfPhoto = z.object({ photoId: PhotoId })

export const createLink = {
  method: 'POST',
  url: '/photos/:photoId/links',
  config: { service: 'file', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'create_link',
    summary: 'Make a link to one face of a picture of mine, for people without an account; it ends by itself',
    params: OfPhoto,
    body: z.strictObject({
      variant: LinkVariant,
      expiresIn: z.number().int().min(LINK_SECONDS.least).max(LINK_SECONDS.most),
    }),
    response: { 201: Link },
  },
} as const satisfies Route

export const listLinks = {
  method: 'GET',
  url: '/photos/:photoId/links',
  config: { service: 'file', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_links',
    summary: 'The links to a picture of mine that have not ended, newest first',
    params: OfPhoto,
    response: { 200: z.object({ items: z.array(Link) }) },
  },
} as const satisfies Route

export const revokeLink = {
  method: 'DELETE',
  url: '/photos/:photoId/links/:linkId',
  config: { service: 'file', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'revoke_link',
    summary: 'End a link at once; again changes nothing',
    params: OfPhoto.extend({ linkId: LinkId }),
    response: { 204: z.undefined() },
  },
} as const satisfies Route

export const getLink = {
  method: 'GET',
  url: '/links/:token',
  config: { service: 'file', access: 'anyone', rate: 'read', binary: true, deadlineMs: 10_000 },
  schema: {
    operationId: 'get_link',
    summary:
      'The bytes that a link leads to, for anyone. 403 for an address that was changed, 410 for one that has ended',
    params: z.object({ token: z.string() }),
  },
} as const satisfies Route
