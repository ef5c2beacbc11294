import type { AvatarId, ProfileId } from '@snug/contracts'
import { Problem } from '@snug/contracts'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db, ProfilesTable } from '../database.ts'

/** People who match a search, at most: enough to choose from, too few to list a house. */
const MAX_FOUND = 20

export const keyOf = (username: string): string => username.normalize('NFKC').toLowerCase()

/** What a person sees of themselves. */
export const own = <T>(person: T) => ({
  ...person,
  avatarId: null,
  privacy: { typing: true, presence: true, seen: true },
})

export async function addPerson(db: Db, person: Insertable<ProfilesTable>): Promise<void> {
  await db.insertInto('profiles').values(person).execute()
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
  db
    .selectFrom('profiles')
    .select(['id', 'username', 'displayName', 'bio', 'createdAt', sql<AvatarId | null>`null`.as('avatarId')])

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
