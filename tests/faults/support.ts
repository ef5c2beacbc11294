import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Session } from '@snug/client'
import { call, createRoom, joinRoom, listMessages, MAX_PAGE, type Message, type RoomId, signup } from '@snug/contracts'
import { PASSWORD, stranger } from '../support/person.ts'

/** People who sign up at the same time: each costs a slow hash, and an answer may take 2.5 s at most. */
const AT_ONCE = 5

/** Numbers from 0 to 1, the same ones for the same seed. */
export function dice(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** So many people, signed up and signed in. */
export async function seat(url: string, count: number): Promise<Session[]> {
  const sessions: Session[] = []
  const numbers = Array.from({ length: count }, (_, number) => number).values()
  const seatSome = async () => {
    for (const number of numbers) {
      const username = `guest${number}`
      await call(stranger(url), signup, { body: { username, password: PASSWORD } })
      sessions[number] = await Session.logIn(url, { login: username, password: PASSWORD })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, seatSome))
  return sessions
}

export async function openRoom(owner: Session, guests: Session[]): Promise<RoomId> {
  const { id: roomId } = await owner.call(createRoom, { body: { name: 'The lake', visibility: 'public' } })
  for (const guest of guests) await guest.call(joinRoom, { params: { roomId, profileId: 'me' } })
  return roomId
}

/** All that was ever said in a room, as the database has it. */
export async function history(member: Session, roomId: RoomId): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const after = messages.at(-1)?.seq ?? 0
    const { items } = await member.call(listMessages, { params: { roomId }, query: { after, limit: MAX_PAGE } })
    if (items.length === 0) return messages
    messages.push(...items)
  }
}

/** @throws Error that says what was waited for in vain */
export async function until(fits: () => boolean, what: () => string, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !fits(); await sleep(5))
    if (Date.now() > end) throw new Error(`Waited ${ms / 1000} s in vain: ${what()}`)
}

/** Resident memory of a process, in MiB. */
export function residentMiB(pid: number | undefined): number {
  const [, kiB] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kiB) / 1024)
}
