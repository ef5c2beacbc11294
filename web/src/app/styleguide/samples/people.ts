import type { AvatarId, OwnProfile, Profile, ProfileId } from '@snug/contracts'

/** Ids that differ where an avatar takes its tint from. */
const idOf = (n: number) => `${n}0000000-1111-4111-8111-111111111111`.slice(-36) as ProfileId
const faceOf = (n: number) => `88888888-8888-4888-8888-00000000000${n}` as AvatarId

const person = (n: number, username: string, displayName: string, bio = '', face?: number): Profile => ({
  id: idOf(n),
  username,
  displayName,
  bio,
  avatarId: face === undefined ? null : faceOf(face),
  createdAt: new Date('2025-11-03T10:00:00Z'),
})

export const ada: OwnProfile = {
  ...person(1, 'ada', 'Ada Lovelace', 'Counts the ducks on the lake.', 3),
  email: null,
  privacy: { typing: true, presence: true, seen: true },
}
export const ben = person(2, 'ben', 'Ben Okafor', '', 7)
export const cleo = person(3, 'cleo.with-a-long-one', 'Cleo with a really long name that somebody had to have')
export const layla = person(4, 'layla', 'ليلى الحداد', 'أحب السباحة والقوارب.')
export const juergen = person(
  5,
  'juergen',
  'Jürgen Weißhaupt-Donaudampfschifffahrt',
  'Größer, schöner, weiter – am liebsten zu Fuß.',
)
export const emil = person(6, 'emil', '🌻 Emil')
/** Has no account any more. */
export const gone = idOf(9)

export const PEOPLE: readonly Profile[] = [ada, ben, cleo, layla, juergen, emil]
/** More people than a message names who felt something about it, or read it. */
export const GUESTS: readonly Profile[] = Array.from({ length: 50 }, (_, at) => ({
  ...ben,
  id: `${10 + at}000000-2222-4222-8222-222222222222` as ProfileId,
  displayName: `Guest ${at + 1}`,
  avatarId: null,
}))
export const CROWD: readonly ProfileId[] = GUESTS.map(({ id }) => id)
