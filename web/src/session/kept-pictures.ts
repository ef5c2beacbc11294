import { ProfileId, RoomId } from '@snug/contracts'
import { z } from 'zod'

/** Where the service worker keeps small pictures and avatars, see web/worker.ts. */
const KEPT_IN = 'snug-pictures'
/** Whose they are, and of which rooms they may be. */
const KEPT_FOR = 'snug.picturesFor'

const KeptFor = z.object({ owner: ProfileId, rooms: z.array(RoomId) })

/** Empties what the service worker kept of pictures: they were shown to somebody who may not see them any more. */
export async function forgetPictures(): Promise<void> {
  localStorage.removeItem(KEPT_FOR)
  // There are no caches on a plain http address of the home network, and so nothing was kept.
  await globalThis.caches?.delete(KEPT_IN).catch(() => {})
}

/** Keeps pictures only of a person and of rooms that they are in: those of others, or of a room that is lost, go. */
export async function claimPictures(owner: ProfileId, rooms: readonly RoomId[]): Promise<void> {
  const before = keptFor()
  const isOurs = before?.owner === owner && before.rooms.every((roomId) => rooms.includes(roomId))
  if (isOurs && before.rooms.length === rooms.length) return // as after most of the news
  if (!isOurs) await forgetPictures()
  localStorage.setItem(KEPT_FOR, JSON.stringify({ owner, rooms }))
}

function keptFor(): z.infer<typeof KeptFor> | undefined {
  try {
    return KeptFor.parse(JSON.parse(localStorage.getItem(KEPT_FOR) ?? 'null'))
  } catch {
    return undefined
  }
}
