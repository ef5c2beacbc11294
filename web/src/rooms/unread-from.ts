import { Store } from '@snug/client'
import type { RoomId, Seq } from '@snug/contracts'
import { useEffect, useSyncExternalStore } from 'react'

/** By room, the message from which on I want to read anew, on this or another device. What is looked at there stays unread. */
export const unreadFrom = new Store<ReadonlyMap<RoomId, Seq>>(new Map())

export function keepUnread(roomId: RoomId, seq: Seq): void {
  unreadFrom.set(new Map(unreadFrom.get()).set(roomId, seq))
}

/** Reading counts there again. */
export function readAgain(roomId: RoomId): void {
  if (!unreadFrom.get().has(roomId)) return
  const left = new Map(unreadFrom.get())
  left.delete(roomId)
  unreadFrom.set(left)
}

/** From where on a room that is looked at stays unread; undefined when it does not. */
export const useUnreadFrom = (roomId: RoomId): Seq | undefined =>
  useSyncExternalStore(unreadFrom.subscribe, () => unreadFrom.get().get(roomId))

/** Who leaves a room and comes back, or opens it later, reads it. */
export function useReadAgain(roomId: RoomId): void {
  useEffect(() => {
    readAgain(roomId)
    return () => readAgain(roomId)
  }, [roomId])
}
