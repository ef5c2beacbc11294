import { z } from 'zod'
import { AvatarId, line, ProfileId, Time, text } from './primitives.ts'
import type { Route } from './route.ts'

const RESERVED = new Set([
  'admin',
  'administrator',
  'everyone',
  'here',
  'me',
  'moderator',
  'root',
  'snug',
  'support',
  'system',
])

/**
 * 3 to 32 of letters, digits, `_`, `.` and `-`, after NFKC. Kept as written, compared without case.
 * ASCII alone, so that no name can be drawn like another one (SEC-34).
 */
export const Username = z
  .string()
  .max(64)
  .transform((name) => name.normalize('NFKC'))
  .pipe(
    z
      .string()
      .min(3)
      .max(32)
      .regex(/^[A-Za-z0-9_.-]+$/, 'may hold letters, digits, _ . and - only'),
  )
export const NewUsername = Username.refine((name) => !RESERVED.has(name.toLowerCase()), 'is reserved')

/** 8 to 1024 characters, any of them, counted after NFKC (SEC-01). */
export const Password = z
  .string()
  .max(4096)
  .refine((value) => value.isWellFormed(), 'has characters that are not text')
  .transform((value) => value.normalize('NFKC'))
  .refine((value) => [...value].length >= 8, 'is shorter than 8 characters')
  .refine((value) => [...value].length <= 1024, 'is longer than 1024 characters')

export const MAX_BIO = 500
export const MAX_DISPLAY_NAME = 64

/** What everybody may know of a person. */
export const Profile = z
  .object({
    id: ProfileId,
    username: z.string(),
    displayName: z.string(),
    bio: z.string(),
    avatarId: AvatarId.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof Profile>

/** What a person's clients let others see of what they do. */
export const Privacy = z.strictObject({
  /** That I am writing. */
  typing: z.boolean(),
  /** That I am here. */
  presence: z.boolean(),
  /** Up to where I have read. */
  seen: z.boolean(),
})
export type Privacy = z.infer<typeof Privacy>

const EditedPrivacy = Privacy.partial()
/** Of what is not said nothing changes. */
export type EditedPrivacy = z.infer<typeof EditedPrivacy>

/** What a person sees of themselves. */
export const OwnProfile = Profile.extend({ email: z.string().nullable(), privacy: Privacy }).meta({ id: 'OwnProfile' })
export type OwnProfile = z.infer<typeof OwnProfile>

export const signup = {
  method: 'POST',
  url: '/auth/signup',
  // A hash waits for its turn; an account that was made must not be answered 503.
  config: { service: 'profile', access: 'anyone', rate: 'signup', deadlineMs: 5_000 },
  schema: {
    operationId: 'signup',
    summary: 'Register',
    body: z.strictObject({
      username: NewUsername,
      password: Password,
      displayName: line(MAX_DISPLAY_NAME).optional(),
      bio: text(MAX_BIO).default(''),
      email: z.email().max(254).optional(),
    }),
    response: { 201: z.object({ profile: OwnProfile }) },
  },
} as const satisfies Route

export const getMe = {
  method: 'GET',
  url: '/me',
  config: { service: 'profile', access: 'signedIn', rate: 'read' },
  schema: { operationId: 'get_me', summary: 'Who am I', response: { 200: OwnProfile } },
} as const satisfies Route

export const editMe = {
  method: 'PATCH',
  url: '/me',
  config: { service: 'profile', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'edit_me',
    summary: 'Change my display name, bio or privacy',
    body: z.strictObject({ displayName: line(MAX_DISPLAY_NAME), bio: text(MAX_BIO), privacy: EditedPrivacy }).partial(),
    response: { 200: OwnProfile },
  },
} as const satisfies Route

export const deleteMe = {
  method: 'DELETE',
  url: '/me',
  // A hash waits for its turn; an account that was deleted must not be answered 503.
  config: { service: 'profile', access: 'signedIn', rate: 'login', deadlineMs: 5_000 },
  schema: {
    operationId: 'delete_me',
    summary: 'Delete my account, with all I said and every picture of mine. Ends all my sessions; there is no way back',
    body: z.strictObject({ password: z.string().min(1).max(4096) }),
    response: { 204: z.undefined() },
  },
} as const satisfies Route

export const getProfile = {
  method: 'GET',
  url: '/profiles/:profileId',
  config: { service: 'profile', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'get_profile',
    summary: 'One person',
    params: z.object({ profileId: ProfileId }),
    response: { 200: Profile },
  },
} as const satisfies Route

/** At most this many ids in one look-up; who needs more asks again. */
export const MAX_IDS = 100

export const findProfiles = {
  method: 'GET',
  url: '/profiles',
  config: { service: 'profile', access: 'signedIn', callers: ['gateway', 'chatroom'], rate: 'read' },
  schema: {
    operationId: 'find_profiles',
    summary: 'People by username, by ids (comma between), or by the beginning of a name (q, at least two characters)',
    querystring: z
      .strictObject({
        username: z.string().min(1).max(64),
        ids: z
          .string()
          .max(MAX_IDS * 37)
          .transform((list) => list.split(','))
          .pipe(z.array(ProfileId).min(1).max(MAX_IDS)),
        q: z.string().min(2).max(64),
      })
      .partial()
      .refine((query) => Object.keys(query).length === 1, 'give one of username, ids and q'),
    response: { 200: z.object({ items: z.array(Profile) }) },
  },
} as const satisfies Route

/** Says whose name and password these are. Same time and same answer for an unknown name and a wrong password. */
export const checkPassword = {
  method: 'POST',
  url: '/internal/password-checks',
  config: { service: 'profile', access: 'service', callers: ['auth'], deadlineMs: 4_000 },
  schema: {
    operationId: 'validate_user',
    summary: 'Check a password',
    body: z.strictObject({ login: z.string().max(254), password: z.string().max(4096) }),
    response: { 200: OwnProfile },
  },
} as const satisfies Route
