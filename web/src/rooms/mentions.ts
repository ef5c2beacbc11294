import { type LiveEvent, Store } from '@snug/client'
import type { Room, RoomId, Seq } from '@snug/contracts'
import { useSyncExternalStore } from 'react'

/** By room, the newest message of this visit that names me. */
export type Mentions = ReadonlyMap<RoomId, Seq>

export const mentions = new Store<Mentions>(new Map())

/** What names me, and whether it still does, is known after an event. */
export function afterMention(known: Mentions, event: LiveEvent, username: string): Mentions {
  if (event.type !== 'message' || !namesMe(event.message.text, username)) return known
  const { roomId, seq } = event.message
  return new Map(known).set(roomId, seq)
}

/** Whether "@name" stands in a text, and not as a part of a longer name or an address. */
export function namesMe(text: string, username: string): boolean {
  const at = `@${username}`.toLowerCase()
  const words = text.toLowerCase().split(/[^\p{L}\p{N}_@.-]+/u)
  return words.some((word) => word.replace(/[.-]+$/, '') === at)
}

/** Whether somebody named me in what I have not read of the room. */
export function useMentioned(room: Room): boolean {
  const known = useSyncExternalStore(mentions.subscribe, mentions.get)
  return (known.get(room.id) ?? 0) > (room.me?.readSeq ?? 0)
}
