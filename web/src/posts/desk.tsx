import { Store } from '@snug/client'
import type { ClientId, PhotoId, RoomId } from '@snug/contracts'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useHouse } from '../session/house.tsx'
import { newPosts } from './new-posts.ts'
import { drop, type PictureUnderWay, type Post } from './picture.ts'
import type { Posts } from './posts.ts'
import { loadTus } from './send-bytes.ts'
import { emptyDraft, type RoomDraft } from './tray.ts'

interface Desk {
  posts: Posts
  drafts: Map<RoomId, Store<RoomDraft>>
}

const Context = createContext<Desk | null>(null)

/** When the page has settled, in ms, what sending will need is fetched. */
const SETTLED_MS = 3_000

/** Where all that is being written and uploaded lies, so that it outlives the screen of a room. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const { live, feeds } = useHouse()
  const [desk] = useState<Desk>(() => ({ posts: newPosts(live, feeds), drafts: new Map() }))
  useEffect(() => {
    const timer = setTimeout(() => loadTus().catch(() => {}), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [])
  useEffect(
    () =>
      live.on((event) => {
        desk.posts.hear(event)
        if (event.type === 'room_left') clear(desk.drafts.get(event.roomId))
      }),
    [live, desk],
  )
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => desk.posts.list.get().some(isUnsent) && event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [desk])
  return <Context value={desk}>{children}</Context>
}

/** Whoever is no longer in a room has nothing to write there. */
function clear(draft: Store<RoomDraft> | undefined): void {
  draft?.get().tray.forEach(drop)
  draft?.set(emptyDraft)
}

/** Some of its bytes are nowhere but here. */
const isUnsent = ({ state, pictures }: Post) =>
  state !== 'said' || pictures.some((picture) => picture.state === 'waiting' || picture.state === 'sending')

function useDesk(): Desk {
  const desk = useContext(Context)
  if (!desk) throw new Error('Drawn without a desk')
  return desk
}

export const usePosts = (): Posts => useDesk().posts

/** The posts of a room that are no messages yet. */
export function usePostsOf(roomId: RoomId): readonly Post[] {
  const { list } = usePosts()
  const last = useRef<readonly Post[]>([])
  return useSyncExternalStore(list.subscribe, () => {
    const now = list.get().filter((post) => post.roomId === roomId && post.state !== 'said')
    const same = now.length === last.current.length && now.every((post, at) => post === last.current[at])
    if (!same) last.current = now
    return last.current
  })
}

/** The post behind a message of mine whose pictures are not all there. */
export function usePost(clientId: ClientId): Post | undefined {
  const { list } = usePosts()
  return useSyncExternalStore(list.subscribe, () => list.find(clientId))
}

/** My picture that is under way to a place in a message; nothing for those of others. */
export function usePicture(photoId: PhotoId): PictureUnderWay | undefined {
  const { list } = usePosts()
  return useSyncExternalStore(list.subscribe, () => list.pictureFor(photoId))
}

export function useDraft(roomId: RoomId): Store<RoomDraft> {
  const { drafts } = useDesk()
  const draft = drafts.get(roomId) ?? new Store(emptyDraft)
  drafts.set(roomId, draft)
  return draft
}
