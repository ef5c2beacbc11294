import type { ProfileId, RoomId } from '@snug/contracts'
import { Drafts } from './drafts.ts'
import { isEmpty, keepDraft, keptDraft, keptDrafts } from './kept-drafts.ts'

/** Told to the other windows of this browser: whose draft changed, and in which room. */
const CHANNEL = 'snug-drafts'

interface Told {
  ownerId: ProfileId
  roomId: RoomId
}

interface OpenDrafts {
  drafts: Drafts
  /** Resolves when what earlier pages left is laid out. */
  laidOut: Promise<void>
  close: () => void
}

/** What somebody is writing: kept in this browser, and the same in all its windows. */
export function openDrafts(me: ProfileId): OpenDrafts {
  const channel = new BroadcastChannel(CHANNEL)
  let isOver = false
  const drafts = new Drafts(me, async (draft, before) => {
    await keepDraft(draft, before)
    const { ownerId, roomId } = draft
    if (!isOver) channel.postMessage({ ownerId, roomId } satisfies Told)
    if (isEmpty(draft)) look(roomId) // another window may have begun one meanwhile
  })
  const laidOut = keptDrafts(me).then((kept) => drafts.open(kept))
  /** One look after the other: what was kept last is shown last. */
  let looking = laidOut.catch(() => {})
  const look = (roomId: RoomId) => {
    looking = looking.then(() => drafts.follow(roomId, () => keptDraft(me, roomId))).catch(() => {}) // what is shown stays
  }
  channel.onmessage = ({ data: { ownerId, roomId } }: MessageEvent<Told>) => ownerId === me && look(roomId)
  return {
    drafts,
    laidOut,
    close: () => {
      isOver = true
      channel.close()
    },
  }
}
