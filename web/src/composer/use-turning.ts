import type { RoomId } from '@snug/contracts'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { turned } from '../photos/turn/turn.ts'
import { useDraft } from '../posts/desk.tsx'
import { withFile } from '../posts/tray.ts'

const QUARTER = 90
/** How long is said what came of it, in ms. */
const SAID_MS = 4_000

export interface Turning {
  /** Turns a picture of the tray by a quarter to the right. */
  turn: (id: string) => void
  /** What came of it, for those who do not see it. */
  said: string
  failed: boolean
}

/** Turns pictures one after the other, so that who presses twice turns by half. */
export function useTurning(roomId: RoomId): Turning {
  const { t } = useTranslation('composer')
  const draft = useDraft(roomId)
  const queue = useRef(Promise.resolve())
  const [last, setLast] = useState<{ id: string; turns: number }>()
  useEffect(() => {
    if (!last) return
    const timer = setTimeout(() => setLast(undefined), SAID_MS)
    return () => clearTimeout(timer)
  }, [last])
  const turnNow = async (id: string) => {
    const before = draft.get().tray.find((picture) => picture.id === id)?.file
    const after = before && (await turned(before))
    const now = draft.get()
    if (after) draft.set({ ...now, tray: withFile(now.tray, id, after) })
    setLast((last) => ({ id, turns: after ? ((last?.id === id ? last.turns : 0) % 4) + 1 : 0 }))
  }
  const turn = (id: string) => {
    queue.current = queue.current.then(() => turnNow(id))
  }
  const failed = last?.turns === 0
  return {
    turn,
    failed,
    said: failed ? t('tray.notTurned') : last ? t('tray.turned', { by: last.turns * QUARTER }) : '',
  }
}
