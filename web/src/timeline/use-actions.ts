import type { Message } from '@snug/contracts'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Deleting } from '../posts/deleting.tsx'
import { useDraft } from '../posts/desk.tsx'
import { useMarkUnread } from '../rooms/use-mark-unread.ts'
import { copy } from '../ui/copy.ts'
import { notify } from '../ui/toasts.ts'
import { t } from '../words/words.ts'
import type { Action } from './actions.ts'

/** What is open beside a message. */
export type Shown = 'menu' | 'emojis' | 'who' | undefined

interface Around {
  deleting: Deleting
  article: RefObject<HTMLElement | null>
  /** Given where it is to be edited at once, and called when that began. */
  onEditing: (() => void) | undefined
}

/** What a person does with a message: which part of it is open, and what each action does. */
export function useActions(message: Message, { deleting, article, onEditing }: Around) {
  const draft = useDraft(message.roomId)
  const markUnread = useMarkUnread()
  /** As what it is edited, which stays so when its last picture goes meanwhile. */
  const [editing, setEditing] = useState<'words' | 'post'>()
  const [shown, show] = useState<Shown>()
  /** What had the focus before, where that is still there afterwards. */
  const before = useRef<HTMLElement>(null)
  const { roomId, seq, text, photos } = message
  const does: Record<Action, () => void> = {
    react: () => show('emojis'),
    who: () => show('who'),
    reply: () => {
      draft.set({ ...draft.get(), replyTo: seq })
      composer()?.focus()
    },
    copyText: () => void copyAndTell(text, t('timeline:copied.text')),
    copyLink: () => void copyAndTell(`${location.origin}/r/${roomId}/m/${seq}`, t('timeline:copied.link')),
    unread: () => void markUnread(roomId, seq),
    edit: () => {
      before.current = document.activeElement === composer() ? composer() : article.current
      setEditing(photos.length > 0 ? 'post' : 'words')
    },
    delete: deleting.ask,
  }
  const stopEditing = () => {
    setEditing(undefined)
    before.current?.focus({ preventScroll: true })
  }
  const edit = useEffectEvent(does.edit)
  useEffect(() => {
    if (!onEditing) return
    edit()
    onEditing()
  }, [onEditing])
  return { editing, shown, show, stopEditing, act: (action: Action) => does[action]() }
}

const composer = () => document.getElementById('composer')

async function copyAndTell(text: string, done: string): Promise<void> {
  notify({ sentence: (await copy(text)) ? done : t('timeline:copied.not') })
}
