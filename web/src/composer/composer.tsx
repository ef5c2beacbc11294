import type { Room } from '@snug/contracts'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useCallback, useId, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { EmojiButton } from '../emoji/emoji-button.tsx'
import { useDraft } from '../posts/desk.tsx'
import { usePreferences } from '../preferences/preferences.ts'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { isTouch } from '../ui/is-touch.ts'
import { sends } from '../ui/send-key.ts'
import { useGrowing } from '../ui/use-growing.ts'
import { AddButtons } from './add-buttons.tsx'
import { LeftOutNote } from './left-out-note.tsx'
import { MentionList, optionId } from './mention-list.tsx'
import { obstacleTo } from './obstacle.ts'
import { ObstacleNote } from './obstacle-note.tsx'
import { ReplyBanner } from './reply-banner.tsx'
import { Tray } from './tray.tsx'
import type { Adding } from './use-adding.ts'
import { useMention } from './use-mention.ts'
import { usePastedPictures } from './use-paste.ts'
import { useSend } from './use-send.ts'
import './composer.css'

interface ComposerProps {
  room: Room
  adding: Adding
  /** Opens my last message for a change: ↑ where nothing is written. */
  onEditLast?: () => void
}

/** Where one writes: text, pictures, and the button that sends both as one message. */
export function Composer({ room, adding, onEditLast }: ComposerProps) {
  const { t } = useTranslation('composer')
  const { live } = useHouse()
  const { privacy } = useMe()
  const { enterSends } = usePreferences()
  const draft = useDraft(room.id)
  const { text, tray, replyTo } = useSyncExternalStore(draft.subscribe, draft.get)
  const box = useRef<HTMLTextAreaElement>(null)
  const [noteId, namesId] = [useId(), useId()]
  const { sent, send } = useSending(room, box)
  useGrowing(box, text)
  usePastedPictures(box, (files) => adding.add({ files }))

  const setText = (next: string) => {
    draft.set({ ...draft.get(), text: next })
    if (next && privacy.typing) live.typing(room.id)
  }
  const write = (next: string, caret: number) => {
    if (!box.current) return
    box.current.value = next // before React does, which would leave the caret at the end
    box.current.setSelectionRange(caret, caret)
    setText(next)
  }
  const insert = (words: string) => {
    if (!box.current) return
    const { value, selectionStart, selectionEnd } = box.current
    write(value.slice(0, selectionStart) + words + value.slice(selectionEnd), selectionStart + words.length)
    if (!isTouch()) requestAnimationFrame(() => box.current?.focus())
  }
  const endReply = () => {
    draft.set({ ...draft.get(), replyTo: undefined })
    box.current?.focus()
  }
  const mention = useMention(room.id, text, write)
  const isOffering = mention.offered.length > 0

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (mention.onKeyDown(event)) return
    if (sends(event.nativeEvent, { enterSends, touch: isTouch() })) send()
    else if (event.key === 'Escape' && !text && replyTo !== undefined) endReply()
    else if (event.key === 'ArrowUp' && !text && tray.length === 0 && onEditLast) onEditLast()
    else return
    event.preventDefault()
  }
  const obstacle = obstacleTo({ text, tray })

  return (
    <form
      className="composer"
      aria-label={t('writeIn', { room: room.name })}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {isOffering && <MentionList id={namesId} offered={mention.offered} at={mention.at} onChoose={mention.choose} />}
      {adding.leftOut && <LeftOutNote leftOut={adding.leftOut} onClose={adding.forget} />}
      {replyTo !== undefined && <ReplyBanner roomId={room.id} seq={replyTo} onClose={endReply} />}
      <Tray roomId={room.id} onSend={send} />
      <div className="composer-line">
        <AddButtons adding={adding} />
        <textarea
          id="composer"
          ref={box}
          aria-label={t('message')}
          aria-describedby={noteId}
          aria-autocomplete="list"
          aria-controls={isOffering ? namesId : undefined}
          aria-activedescendant={isOffering ? optionId(namesId, mention.at) : undefined}
          placeholder={t('messageTo', { room: room.name })}
          rows={1}
          dir="auto"
          enterKeyHint={isTouch() ? 'enter' : 'send'}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            mention.look(event.target)
          }}
          onSelect={(event) => mention.look(event.currentTarget)}
          onBlur={mention.close}
          onKeyDown={onKeyDown}
        />
        <EmojiButton label={t('emoji')} onPick={insert} className="icon-button emoji-button" />
        <button
          type="submit"
          className="icon-button send-button"
          aria-label={t('send')}
          aria-disabled={obstacle !== undefined}
          aria-describedby={noteId}
          title={obstacle && t(`obstacle.${obstacle}`)}
          onMouseDown={(event) => event.preventDefault()} // the box keeps the focus, and a phone its keyboard
        >
          <SendHorizontal />
        </button>
      </div>
      <ObstacleNote id={noteId} obstacle={obstacle} text={text} />
      <p className="visually-hidden" role="status">
        {sent > 0 && <span key={sent}>{t('sent')}</span>}
      </p>
    </form>
  )
}

/** Sends, and leaves the focus where one writes on; a phone without its keyboard is left without it. */
function useSending(room: Room, box: { current: HTMLTextAreaElement | null }) {
  const sendDraft = useSend(room.id)
  const [sent, setSent] = useState(0)
  const send = useCallback(() => {
    if (sendDraft()) setSent((times) => times + 1)
    if (!isTouch()) box.current?.focus()
  }, [sendDraft, box])
  return { sent, send }
}
