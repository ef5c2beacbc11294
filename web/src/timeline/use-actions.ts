import type { Message } from '@snug/contracts'
import { type RefObject, useState } from 'react'
import type { Deleting } from '../posts/deleting.tsx'
import { useDraft } from '../posts/desk.tsx'
import { copy } from '../ui/copy.ts'
import { notify } from '../ui/toasts.ts'
import { t } from '../words/words.ts'
import type { Action } from './actions.ts'

/** What is open beside a message. */
export type Shown = 'menu' | 'emojis' | 'who' | undefined

interface Around {
  deleting: Deleting
  article: RefObject<HTMLElement | null>
}

/** What a person does with a message: which part of it is open, and what each action does. */
export function useActions(message: Message, { deleting, article }: Around) {
  const draft = useDraft(message.roomId)
  /** As what it is edited, which stays so when its last picture goes meanwhile. */
  const [editing, setEditing] = useState<'words' | 'post'>()
  const [shown, show] = useState<Shown>()
  const { roomId, seq, text, photos } = message
  const does: Record<Action, () => void> = {
    react: () => show('emojis'),
    who: () => show('who'),
    reply: () => {
      draft.set({ ...draft.get(), replyTo: seq })
      document.getElementById('composer')?.focus()
    },
    copyText: () => void copyAndTell(text, t('timeline:copied.text')),
    copyLink: () => void copyAndTell(`${location.origin}/r/${roomId}/m/${seq}`, t('timeline:copied.link')),
    edit: () => setEditing(photos.length > 0 ? 'post' : 'words'),
    delete: deleting.ask,
  }
  const stopEditing = () => {
    setEditing(undefined)
    article.current?.focus({ preventScroll: true })
  }
  return { editing, shown, show, stopEditing, act: (action: Action) => does[action]() }
}

async function copyAndTell(text: string, done: string): Promise<void> {
  notify({ sentence: (await copy(text)) ? done : t('timeline:copied.not') })
}
