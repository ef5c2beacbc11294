import type { Feed, Store } from '@snug/client'
import type { ClientId, PhotoId, RoomId } from '@snug/contracts'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useHouse } from '../session/house.tsx'
import { unkeptMessages } from '../session/outbox-store.ts'
import { useMe } from '../session/session.ts'
import { messageIn, waitsIn } from './in-feed.ts'
import { type Desk, openDesk } from './open-desk.ts'
import type { PictureUnderWay, Post } from './picture.ts'
import type { Posts } from './posts.ts'
import { loadTus } from './send-bytes.ts'
import type { RoomDraft } from './tray.ts'

const Context = createContext<Desk | null>(null)

/** When the page has settled, in ms, what sending will need is fetched. */
const SETTLED_MS = 3_000

/** Where all that is being written and uploaded lies, so that it outlives the screen of a room, and the page. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const desk = useOpenDesk()
  useEffect(() => {
    const timer = setTimeout(() => loadTus().catch(() => {}), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => desk && watchEnds(desk), [desk])
  return desk && <Context value={desk}>{children}</Context>
}

/** Nothing until it is known what an earlier page left, which takes some ms. */
function useOpenDesk(): Desk | undefined {
  const { live, feeds } = useHouse()
  const { id: me } = useMe()
  const [desk, setDesk] = useState<Desk>()
  useEffect(() => {
    let isOver = false
    const opening = openDesk({ me, live, feeds })
    void opening.then((opened) => isOver || setDesk(opened))
    return () => {
      isOver = true
      void opening.then((opened) => opened.close())
    }
  }, [me, live, feeds])
  return desk
}

/** The page may end any time that it is hidden. Leaving it asks only when that would lose something. */
function watchEnds({ flush, isUnkept }: Desk): () => void {
  const ask = (event: BeforeUnloadEvent) => isUnkept() && event.preventDefault()
  const hide = () => document.visibilityState === 'hidden' && flush()
  window.addEventListener('beforeunload', ask)
  window.addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', hide)
  return () => {
    window.removeEventListener('beforeunload', ask)
    window.removeEventListener('pagehide', flush)
    document.removeEventListener('visibilitychange', hide)
  }
}

function useDesk(): Desk {
  const desk = useContext(Context)
  if (!desk) throw new Error('Drawn without a desk')
  return desk
}

export const usePosts = (): Posts => useDesk().posts

/** The posts of a room that are no messages yet, and do not wait to be ones. */
export function usePostsOf(roomId: RoomId): readonly Post[] {
  const { feeds } = useHouse()
  const { list } = usePosts()
  const last = useRef<readonly Post[]>([])
  return useSyncExternalStore(list.subscribe, () => {
    const mine = list.get().filter((post) => post.roomId === roomId && post.state !== 'said')
    const now = mine.length > 0 ? mine.filter((post) => !isIn(feeds.of(roomId).get(), post)) : mine
    const same = now.length === last.current.length && now.every((post, at) => post === last.current[at])
    if (!same) last.current = now
    return last.current
  })
}

/** An earlier page may have got further than it could write down. */
const isIn = (feed: Feed, post: Post) => messageIn(feed, post) !== undefined || waitsIn(feed, post)

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

/** What is being written in a room. It is kept while it is written. */
export const useDraft = (roomId: RoomId): Store<RoomDraft> => useDesk().drafts.of(roomId)

/** Sends what is written in a room. */
export function useSendDraft(roomId: RoomId): () => void {
  const { send } = useDesk()
  return useCallback(() => send(roomId), [send, roomId])
}

/** Whether something in a room lives only as long as the page, for this browser cannot keep it. */
export function useUnkept(roomId: RoomId): boolean {
  const { drafts, posts } = useDesk()
  const { live } = useHouse()
  const isDraft = useSyncExternalStore(drafts.unkept.subscribe, () => drafts.unkept.get().has(roomId))
  const isPost = useSyncExternalStore(posts.list.subscribe, () =>
    posts.list.get().some((post) => post.unkept && post.roomId === roomId),
  )
  const isMessage = useSyncExternalStore(unkeptMessages.subscribe, () =>
    live.waiting(roomId).some(({ clientId }) => unkeptMessages.get().has(clientId)),
  )
  return isDraft || isPost || isMessage
}
