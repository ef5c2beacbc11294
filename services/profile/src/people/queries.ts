import { type AvatarId, type EditedPrivacy, Problem, type ProfileId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Selectable, Updateable } from 'kysely'
import type { Db, ProfilesTable } from '../database.ts'

/** People who match a search, at most: enough to choose from, too few to list a house. */
const MAX_FOUND = 20

export const keyOf = (username: string): string => username.normalize('NFKC').toLowerCase()

type Person = Selectable<ProfilesTable>

/** What a person sees of themselves. More is dropped by the contract of the reply. */
export const own = (person: Person) => ({
  ...person,
  privacy: {
    typing: person.sharesTyping === 1,
    presence: person.sharesPresence === 1,
    seen: person.sharesSeen === 1,
  },
})

/** What a new person begins with: no picture, and nothing held back. */
const BEGINNING = { avatarId: null, sharesTyping: 1, sharesPresence: 1, sharesSeen: 1 }

export async function addPerson(db: Db, details: Omit<Person, keyof typeof BEGINNING>): Promise<Person> {
  const person = { ...details, ...BEGINNING }
  await db.insertInto('profiles').values(person).execute()
  return person
}

export function requirePerson(db: Db, id: ProfileId) {
  return db
    .selectFrom('profiles')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Problem('profile_not_found'))
}

export async function editPerson(db: Db, id: ProfileId, changes: Updateable<ProfilesTable>): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await db.updateTable('profiles').set(changes).where('id', '=', id).execute()
}

/** Of what is not said nothing changes. What the others know already of how far somebody has read is taken back. */
export function editPrivacy(db: Db, id: ProfileId, { typing, presence, seen }: EditedPrivacy): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await editPerson(transaction, id, {
      ...(typing !== undefined && { sharesTyping: Number(typing) }),
      ...(presence !== undefined && { sharesPresence: Number(presence) }),
      ...(seen !== undefined && { sharesSeen: Number(seen) }),
    })
    if (seen === false) await enqueue(transaction, { type: 'seen_hidden', profileId: id })
  })
}

/** Somebody who is gone shows no picture. */
export async function showAvatar(db: Db, id: ProfileId, avatarId: AvatarId | null): Promise<void> {
  await editPerson(db, id, { avatarId })
}

/** A username, or an e-mail address, which alone may hold an @. */
export function personByLogin(db: Db, login: string) {
  const byEmail = login.includes('@')
  return db
    .selectFrom('profiles')
    .selectAll()
    .where(byEmail ? 'email' : 'usernameKey', '=', byEmail ? login.toLowerCase() : keyOf(login))
    .executeTakeFirst()
}

export async function replaceHash(db: Db, id: ProfileId, passwordHash: string): Promise<void> {
  await db.updateTable('profiles').set({ passwordHash }).where('id', '=', id).execute()
}

/** What others may see of a person. */
const peopleSeen = (db: Db) =>
  db.selectFrom('profiles').select(['id', 'username', 'displayName', 'bio', 'avatarId', 'createdAt'])

export function peopleByIds(db: Db, ids: ProfileId[]) {
  return peopleSeen(db).where('id', 'in', ids).execute()
}

export function personByUsername(db: Db, username: string) {
  return peopleSeen(db).where('usernameKey', '=', keyOf(username)).execute()
}

export function peopleByPrefix(db: Db, prefix: string) {
  const pattern = `${keyOf(prefix).replace(/[\\%_]/g, '\\$&')}%`
  return peopleSeen(db).where('usernameKey', 'like', pattern).orderBy('usernameKey').limit(MAX_FOUND).execute()
}
