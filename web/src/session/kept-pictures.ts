/** Where the service worker keeps small pictures and avatars, see web/vite.config.ts. */
const KEPT_IN = 'snug-pictures'
/** Whose they are. */
const OWNER_AT = 'snug.picturesOf'

/** Empties what the service worker kept of pictures: they were shown to somebody who may not see them any more. */
export async function forgetPictures(): Promise<void> {
  // There are no caches on a plain http address of the home network, and so nothing was kept.
  await globalThis.caches?.delete(KEPT_IN).catch(() => {})
}

/** Pictures kept for one person are not there for the next who uses this browser. */
export async function claimPictures(owner: string): Promise<void> {
  if (localStorage.getItem(OWNER_AT) === owner) return
  await forgetPictures()
  localStorage.setItem(OWNER_AT, owner)
}
