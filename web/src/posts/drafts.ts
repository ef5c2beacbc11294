import { newClientId, Store } from '@snug/client'
import type { ClientId, ProfileId, RoomId } from '@snug/contracts'
import type { NamedDraft } from './kept-drafts.ts'
import { drop, type Picture } from './picture.ts'
import { emptyDraft, type RoomDraft, withFiles } from './tray.ts'

/** A pause in typing, in ms, after which a draft is kept. */
const PAUSE_MS = 300

interface Draft {
  store: Store<RoomDraft>
  /** What its message will be called. */
  clientId: ClientId
  /** An earlier page wrote it, or a window beside this one did. What is written on here is another message than theirs. */
  isFound?: boolean
  /** The pictures in it when it was last kept. */
  kept: readonly Picture['id'][]
}

type Keep = (draft: NamedDraft, gone: readonly Picture['id'][]) => Promise<void>

/** What somebody is writing, room by room. It is kept while they write. */
export class Drafts {
  /** Rooms whose draft this browser could not keep, for want of space or otherwise. */
  readonly unkept = new Store<ReadonlySet<RoomId>>(new Set())
  readonly #ownerId: ProfileId
  readonly #keep: Keep
  readonly #drafts = new Map<RoomId, Draft>()
  readonly #changed = new Set<RoomId>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ownerId: ProfileId, kept: readonly NamedDraft[], keep: Keep) {
    this.#ownerId = ownerId
    this.#keep = keep
    for (const { roomId, clientId, text, tray, replyTo } of kept) {
      const draft = this.#add(roomId, clientId, { text, tray: withFiles(tray, []), replyTo })
      draft.kept = tray.map(({ id }) => id)
      draft.isFound = true
    }
  }

  of(roomId: RoomId): Store<RoomDraft> {
    return this.#draft(roomId).store
  }

  /** Takes what can be sent out of a draft, and leaves the rest. @returns how its message is called */
  take(roomId: RoomId): ClientId {
    const draft = this.#draft(roomId)
    const { clientId } = draft
    const refused = draft.store.get().tray.filter(({ refusal }) => refusal)
    draft.clientId = newClientId()
    draft.isFound = false
    draft.kept = refused.map(({ id }) => id) // the others go on with the message
    draft.store.set({ text: '', tray: withFiles(refused, []) })
    return clientId
  }

  /** Whoever is no longer in a room has nothing to write there. */
  clear(roomId: RoomId): void {
    const { store } = this.#draft(roomId)
    store.get().tray.forEach(drop)
    store.set(emptyDraft)
    this.flush()
  }

  /** Keeps at once what was written lately. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const roomId of this.#changed) void this.#keepNow(roomId)
    this.#changed.clear()
  }

  #draft(roomId: RoomId): Draft {
    return this.#drafts.get(roomId) ?? this.#add(roomId, newClientId(), emptyDraft)
  }

  #add(roomId: RoomId, clientId: ClientId, first: RoomDraft): Draft {
    const draft: Draft = { store: new Store(first), clientId, kept: [] }
    this.#drafts.set(roomId, draft)
    draft.store.subscribe(() => {
      if (draft.isFound) draft.clientId = newClientId()
      draft.isFound = false
      this.#changed.add(roomId)
      this.#timer ??= setTimeout(() => this.flush(), PAUSE_MS)
    })
    return draft
  }

  async #keepNow(roomId: RoomId): Promise<void> {
    const draft = this.#draft(roomId)
    const { clientId, store, kept } = draft
    const now = store.get()
    const ids = now.tray.map(({ id }) => id)
    const gone = kept.filter((id) => !ids.includes(id))
    draft.kept = ids
    const named = { ...now, ownerId: this.#ownerId, roomId, clientId }
    try {
      await this.#keep(named, gone)
      this.#tell(roomId, false)
    } catch {
      this.#tell(roomId, true)
      await this.#keep({ ...named, tray: [] }, []).catch(() => {}) // the words at least
    }
  }

  #tell(roomId: RoomId, isUnkept: boolean): void {
    const rooms = this.unkept.get()
    if (rooms.has(roomId) === isUnkept) return
    this.unkept.set(isUnkept ? new Set([...rooms, roomId]) : new Set([...rooms].filter((id) => id !== roomId)))
  }
}
