import { deleteMe, endSessions, getMe, listSessions, login, logout, type OwnProfile, signup } from '@snug/contracts'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { requireFits } from '../ui/problem-words.ts'
import { api, apiOnce, isSignedOut } from './api.ts'
import { emptyDatabase } from './database.ts'
import { inTime } from './in-time.ts'
import { forgetPictures } from './kept-pictures.ts'
import { forgetRenewal, noteRenewal } from './renewal.ts'
import { depart, tellTabs } from './tabs.ts'

/** Who is signed in here; null for nobody. */
export const askWhoIAm = (): Promise<OwnProfile | null> =>
  api(getMe, {}).catch((error) => {
    if (isSignedOut(error)) return null
    throw error
  })

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: askWhoIAm,
  staleTime: Number.POSITIVE_INFINITY,
  networkMode: 'always', // the door does not stay shut without a word when there is no network
})

export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: () => api(listSessions, {}) })

/** The signed-in person. Only for what is drawn behind the door. */
export function useMe(): OwnProfile {
  const { data } = useSuspenseQuery(meQuery)
  if (!data) throw new Error('Drawn without a signed-in person')
  return data
}

export async function logIn(name: string, password: string): Promise<OwnProfile> {
  const body = { login: name, password }
  requireFits(login.schema.body, body)
  const { profile } = await apiOnce(login, { body })
  noteRenewal()
  tellTabs(profile.id)
  return profile
}

/** Makes the account and logs in with it. */
export async function register(username: string, displayName: string, password: string): Promise<OwnProfile> {
  const body = { username, password, ...(displayName.trim() && { displayName }) }
  requireFits(signup.schema.body, body)
  await apiOnce(signup, { body })
  return logIn(username, password)
}

/** Ends the session and leaves nothing of it in the browser: loading the page anew empties its memory. */
export async function logOut(): Promise<void> {
  await apiOnce(logout, {}).catch((error) => {
    if (!isSignedOut(error)) throw error
  })
  await leaveFor('/login')
}

/** Ends every session of mine, this one too. */
export async function logOutEverywhere(): Promise<void> {
  await api(endSessions, {})
  await logOut() // the session has ended already; this takes its cookies away, and all else
}

/** Deletes the account for good, and leaves nothing of it here either. @throws Problem `wrong_password` */
export async function deleteAccount(password: string): Promise<void> {
  await api(deleteMe, { body: { password } })
  await apiOnce(logout, {}).catch(() => {}) // the session has ended already; this takes its cookies away
  await leaveFor('/login?deleted=true')
}

/** A browser that takes longer to forget, in ms, is waited for no more. */
const FORGET_MS = 3_000

async function leaveFor(address: string): Promise<void> {
  forgetRenewal()
  tellTabs(null)
  await inTime(FORGET_MS, Promise.allSettled([emptyDatabase(), forgetPictures()])).catch(() => {})
  depart(address)
}
