import { Store } from '@snug/client'
import type { RoomId } from '@snug/contracts'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useHouse } from '../session/house.tsx'
import { sentenceOf } from '../ui/problem-note.tsx'
import { type Post, Posts } from './posts.ts'
import { emptyDraft, type RoomDraft } from './tray.ts'
import { upload } from './upload.ts'

interface Desk {
  posts: Posts
  drafts: Map<RoomId, Store<RoomDraft>>
}

const Context = createContext<Desk | null>(null)

/** Where all that is being written and uploaded lies, so that it outlives the screen of a room. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const { live } = useHouse()
  const [desk] = useState<Desk>(() => ({
    posts: new Posts({ upload, send: (draft) => live.send(draft), explain: sentenceOf }),
    drafts: new Map(),
  }))
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => desk.posts.list.get().length > 0 && event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [desk])
  return <Context value={desk}>{children}</Context>
}

function useDesk(): Desk {
  const desk = useContext(Context)
  if (!desk) throw new Error('Drawn without a desk')
  return desk
}

export const usePosts = (): Posts => useDesk().posts

/** The posts of a room that still upload. */
export function usePostsOf(roomId: RoomId): readonly Post[] {
  const { list } = usePosts()
  return useSyncExternalStore(list.subscribe, list.get).filter((post) => post.roomId === roomId)
}

export function useDraft(roomId: RoomId): Store<RoomDraft> {
  const { drafts } = useDesk()
  const draft = drafts.get(roomId) ?? new Store(emptyDraft)
  drafts.set(roomId, draft)
  return draft
}
