import { API_PREFIX, call, deleteMessage, type RoomId, type Seq } from '@snug/contracts'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { renewing } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { sentenceOf } from '../ui/problem-note.tsx'
import { notify } from '../ui/toasts.ts'
import { t } from '../words/words.ts'
import { Deletions, type DeletionsNeeds, keyOf, UNDO_MS } from './deletions.ts'

const Context = createContext<Deletions | null>(null)

/** Outlives the page that asked. */
const lastingFetch: typeof fetch = (input, init) => fetch(input, { ...init, keepalive: true })

const remove: DeletionsNeeds['remove'] = ({ roomId, seq }) =>
  renewing(() => call({ baseUrl: API_PREFIX, fetch: lastingFetch }, deleteMessage, { params: { roomId, seq } }))

/** Keeps what somebody deleted until it is done, whatever room they look at and whether the page stays. */
export function DeletingProvider({ children }: { children: ReactNode }) {
  const me = useMe()
  const { feeds } = useHouse()
  const [deletions] = useState(
    () =>
      new Deletions({
        me: me.id,
        remove,
        storage: localStorage,
        onDone: ({ roomId, seq }) =>
          feeds.apply(roomId, { type: 'message_deleted', roomId, seq, deletedAt: new Date() }),
        onRefused: (error) => notify({ sentence: `${t('posts:notDeleted')} ${sentenceOf(error)}` }),
      }),
  )
  useEffect(() => {
    const finish = () => void deletions.confirmAll()
    deletions.finishOld()
    window.addEventListener('pagehide', finish)
    return () => {
      window.removeEventListener('pagehide', finish)
      deletions.stop()
    }
  }, [deletions])
  return <Context value={deletions}>{children}</Context>
}

export interface Deleting {
  /** It was asked for here, and may not be done yet. */
  isHidden: boolean
  /** Deletes the message, with a notice by which that can be taken back. */
  ask: () => void
  undo: () => void
}

function useDeletions(): Deletions {
  const deletions = useContext(Context)
  if (!deletions) throw new Error('Drawn where nothing is deleted')
  return deletions
}

/** Deletes at once what may still be taken back. */
export function useFinishDeleting(): () => Promise<void> {
  const deletions = useDeletions()
  return () => deletions.confirmAll()
}

/** Deleting one message. */
export function useDeleting(roomId: RoomId, seq: Seq): Deleting {
  const deletions = useDeletions()
  const { hidden } = deletions
  const asked = useSyncExternalStore(hidden.subscribe, () => hidden.get().get(keyOf({ roomId, seq })))
  return {
    isHidden: asked !== undefined,
    undo: () => asked && deletions.undo(asked),
    ask: () => {
      const deletion = deletions.ask(roomId, seq)
      const dismiss = notify({
        sentence: t('posts:deleted'),
        ms: UNDO_MS,
        action: { word: t('posts:undo'), act: () => deletions.undo(deletion) },
        onPassed: () => void deletions.confirm(deletion),
      })
      // Also by the other way to take it back, which is in the place of the message.
      const unsubscribe = hidden.subscribe(() => {
        if (hidden.get().get(keyOf(deletion)) === deletion) return
        unsubscribe()
        dismiss()
      })
    },
  }
}
