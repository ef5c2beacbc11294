import { newClientId } from '@snug/client'
import type { RoomId } from '@snug/contracts'
import { useCallback } from 'react'
import { useDraft, usePosts } from '../posts/desk.tsx'
import { withFiles } from '../posts/tray.ts'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { obstacleTo } from './obstacle.ts'

/**
 * Sends what is on the desk, if it can be: text over the line, pictures first as a post. What is refused stays in the
 * tray. The function stays the same, and says whether something was sent.
 */
export function useSend(roomId: RoomId): () => boolean {
  const { live } = useHouse()
  const { id: authorId } = useMe()
  const posts = usePosts()
  const draft = useDraft(roomId)
  return useCallback(() => {
    const { tray, text, replyTo } = draft.get()
    if (obstacleTo({ text, tray })) return false
    const pictures = tray.filter((picture) => !picture.refusal)
    const message = { clientId: newClientId(), roomId, text: text.trim(), replyTo }
    if (pictures.length > 0) posts.add({ ...message, authorId }, pictures)
    else live.send({ ...message, photos: [] })
    const refused = tray.filter((picture) => picture.refusal)
    draft.set({ text: '', tray: withFiles(refused, []) })
    return true
  }, [live, authorId, posts, draft, roomId])
}
