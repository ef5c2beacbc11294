import { newClientId, Store } from '@snug/client'
import type { ClientId, ProfileId, RoomId } from '@snug/contracts'
import { isEmpty, type KeptBefore, type NamedDraft } from './kept-drafts.ts'
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
  /** How it was shown when it was found: that is no writing of this window. */
  found?: RoomDraft
  /** The pictures in it when it was last kept. */
  kept: readonly Picture['id'][]
  /** The kept one that this window knows of. */
  keptAs?: ClientId | undefined
}

type Keep = (draft: NamedDraft, before: KeptBefore) => Promise<void>

/** What somebody is writing, room by room. It is kept while they write, and followed while they write it elsewhere. */
export class Drafts {
  /** Rooms whose draft this browser could not keep, for want of space or otherwise. */
  readonly unkept = new Store<ReadonlySet<RoomId>>(new Set())
  readonly #ownerId: ProfileId
  readonly #keep: Keep
  readonly #drafts = new Map<RoomId, Draft>()
  readonly #changed = new Set<RoomId>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ownerId: ProfileId, keep: Keep) {
    this.#ownerId = ownerId
    this.#keep = keep
  }

  of(roomId: RoomId): Store<RoomDraft> {
    return this.#draft(roomId).store
  }

  /** Lays out what an earlier page left, unless something is written there already. */
  open(kept: readonly NamedDraft[]): void {
    for (const draft of kept)
      if (isEmpty(this.of(draft.roomId).get())) this.#show(draft.roomId, draft)
      else draft.tray.forEach(drop)
  }

  /**
   * Shows what another window wrote in a room, or that it sent or emptied it. What is written here meanwhile, or lies
   * nowhere else, stays.
   * @param read gets what is kept there now
   */
  async follow(roomId: RoomId, read: () => Promise<NamedDraft | undefined>): Promise<void> {
    const draft = this.#draft(roomId)
    if (this.#changed.has(roomId)) {
      draft.clientId = newClientId() // it may have been sent next door as it was
      return
    }
    const before = draft.store.get()
    const kept = await read()
    const isOwn = kept ? kept.clientId === draft.clientId && !draft.isFound : isEmpty(before)
    if (isOwn || draft.store.get() !== before || this.unkept.get().has(roomId)) kept?.tray.forEach(drop)
    else this.#show(roomId, kept)
  }

  #show(roomId: RoomId, kept: NamedDraft | undefined): void {
    const draft = this.#draft(roomId)
    const before = draft.store.get()
    const tray = sameWhereKnown(kept?.tray ?? [], before.tray)
    draft.found = kept ? { text: kept.text, tray: withFiles(tray, []), replyTo: kept.replyTo } : { ...emptyDraft }
    draft.isFound = kept !== undefined
    draft.clientId = kept?.clientId ?? newClientId()
    draft.kept = tray.map(({ id }) => id)
    draft.keptAs = kept?.clientId
    draft.store.set(draft.found)
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
    const known = this.#drafts.get(roomId)
    if (known) return known
    const draft: Draft = { store: new Store(emptyDraft), clientId: newClientId(), kept: [] }
    this.#drafts.set(roomId, draft)
    draft.store.subscribe(() => this.#note(roomId, draft))
    return draft
  }

  #note(roomId: RoomId, draft: Draft): void {
    if (draft.store.get() === draft.found) return
    if (draft.isFound) draft.clientId = newClientId()
    draft.isFound = false
    this.#changed.add(roomId)
    this.#timer ??= setTimeout(() => this.flush(), PAUSE_MS)
  }

  async #keepNow(roomId: RoomId): Promise<void> {
    const draft = this.#draft(roomId)
    const { clientId, store, kept, keptAs } = draft
    const now = store.get()
    const ids = now.tray.map(({ id }) => id)
    const gone = kept.filter((id) => !ids.includes(id))
    draft.kept = ids
    draft.keptAs = clientId
    const named = { ...now, ownerId: this.#ownerId, roomId, clientId }
    try {
      await this.#keep(named, { gone, keptAs })
      this.#tell(roomId, false)
    } catch {
      this.#tell(roomId, true)
      await this.#keep({ ...named, tray: [] }, { gone: [], keptAs }).catch(() => {}) // the words at least
    }
  }

  #tell(roomId: RoomId, isUnkept: boolean): void {
    const rooms = this.unkept.get()
    if (rooms.has(roomId) === isUnkept) return
    this.unkept.set(isUnkept ? new Set([...rooms, roomId]) : new Set([...rooms].filter((id) => id !== roomId)))
  }
}

/** A tray as another window left it, with the files that this one has: what is drawn already is not drawn anew. */
function sameWhereKnown(tray: RoomDraft['tray'], known: RoomDraft['tray']): RoomDraft['tray'] {
  const left = new Map(known.map((picture) => [picture.id, picture]))
  const shown = tray.map((picture) => {
    const here = left.get(picture.id)
    if (!here || !isSame(here.file, picture.file)) return picture
    left.delete(picture.id)
    drop(picture)
    return { ...picture, file: here.file, preview: here.preview }
  })
  for (const picture of left.values()) drop(picture)
  return shown
}

/** A picture that was turned keeps its id, but not its file. */
const isSame = (one: File, other: File) => one.size === other.size && one.lastModified === other.lastModified
