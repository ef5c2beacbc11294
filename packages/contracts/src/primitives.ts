import { z } from 'zod'

/** Ids are random UUIDs: 122 bits nobody can guess (SEC-15). */
export const ProfileId = z.uuid().brand('ProfileId')
export const SessionId = z.uuid().brand('SessionId')
export const RoomId = z.uuid().brand('RoomId')
export const PhotoId = z.uuid().brand('PhotoId')
export const LinkId = z.uuid().brand('LinkId')
export const AvatarId = z.uuid().brand('AvatarId')
/** Made by the client, once for each message it means to send: a retry with the same one is the same message. */
export const ClientId = z.uuid().brand('ClientId')

export type ProfileId = z.infer<typeof ProfileId>
export type SessionId = z.infer<typeof SessionId>
export type RoomId = z.infer<typeof RoomId>
export type PhotoId = z.infer<typeof PhotoId>
export type LinkId = z.infer<typeof LinkId>
export type AvatarId = z.infer<typeof AvatarId>
export type ClientId = z.infer<typeof ClientId>

/** A message's number in its room: 1, 2, 3, ... without holes. It orders messages; clocks never do. */
export const Seq = z.number().int().nonnegative()
export type Seq = z.infer<typeof Seq>

/**
 * The number of a change in its room: 1, 2, 3, ... in the order in which messages were edited, deleted, felt about or got their
 * pictures. Of two versions of a message, or of a room, the one with the higher number is the later one.
 */
export const Revision = z.number().int().nonnegative()
export type Revision = z.infer<typeof Revision>

/** RFC 3339, UTC, with milliseconds on the wire; a Date inside. */
export const Time = z.codec(z.iso.datetime({ precision: 3 }), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})

/** Whether it has at most `max` code points. Counting them is for the few texts whose UTF-16 units do not say so already. */
const fits = (text: string, max: number) => text.length <= max || [...text].length <= max
const tooLong = (max: number) => `is longer than ${max} characters`

/** Characters that would make one line of text look like something else: controls, line ends and bidi overrides. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** Text as people write it: well-formed Unicode without NUL, at most `max` code points. */
export function text(max: number) {
  return z
    .string()
    .max(max * 2, { abort: true }) // UTF-16 units, so that nobody counts the code points of a megabyte
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'has characters that are not text')
    .refine((value) => fits(value, max), tooLong(max))
}

/** One line of text for names: trimmed, NFC, without controls or bidi overrides, 1 to `max` code points. */
export function line(max: number) {
  return text(max)
    .transform((value) => value.normalize('NFC').trim())
    .refine((value) => value !== '', 'is empty')
    .refine((value) => fits(value, max), tooLong(max)) // NFC may have made it longer
    .refine((value) => !UNSEEN.test(value), 'has invisible control characters')
}

/** How many items a page may hold, and does when nobody says. */
export const MAX_PAGE = 200
export const PAGE = 50
export const Limit = z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE)
