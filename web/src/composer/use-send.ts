import type { RoomId } from '@snug/contracts'
import { useCallback } from 'react'
import { useDraft, useSendDraft } from '../posts/desk.tsx'
import { obstacleTo } from './obstacle.ts'

/**
 * Sends what is on the desk, if it can be; what is refused stays in the tray. The function stays the same, and says whether
 * something was sent.
 */
export function useSend(roomId: RoomId): () => boolean {
  const draft = useDraft(roomId)
  const send = useSendDraft(roomId)
  return useCallback(() => {
    if (obstacleTo(draft.get())) return false
    send()
    return true
  }, [draft, send])
}
