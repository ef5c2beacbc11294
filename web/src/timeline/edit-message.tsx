import { editMessage, type Message } from '@snug/contracts'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { charactersLeft } from '../posts/characters-left.ts'
import { usePreferences } from '../preferences/preferences.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { isTouch } from '../ui/is-touch.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { sends } from '../ui/send-key.ts'
import { useGrowing } from '../ui/use-growing.ts'
import { TooLong } from './too-long.tsx'

/** The words of a message, to be changed in their place. The key that sends saves, Esc leaves them as they were. */
export default function EditMessage({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation('timeline')
  const { feeds } = useHouse()
  const { enterSends } = usePreferences()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(message.text)
  useGrowing(box, text)
  useLayoutEffect(() => {
    const area = box.current
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [])
  const { roomId, seq } = message
  const saving = useMutation({
    mutationFn: () => api(editMessage, { params: { roomId, seq }, body: { text: text.trim() } }),
    networkMode: 'always', // without a line one is told so, and does not wait
    onSuccess: (edited) => {
      feeds.apply(roomId, { type: 'message_edited', message: edited })
      onClose()
    },
  })
  const isTooLong = (charactersLeft(text) ?? 0) < 0
  const cannot = isTooLong || saving.isPending || (!text.trim() && message.photos.length === 0)
  const save = () => {
    if (text.trim() === message.text) onClose()
    else if (!cannot) saving.mutate()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
    else if (sends(event.nativeEvent, { enterSends, touch: isTouch() })) save()
    else return
    event.preventDefault()
  }
  return (
    <form
      className="edit-message"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        aria-label={t('edit.title')}
        // biome-ignore lint/a11y/noAutofocus: the person just asked to edit
        autoFocus
        ref={box}
        rows={1}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <TooLong text={text} />
      <ProblemNote error={saving.error} />
      <div className="edit-actions">
        <button type="submit" className="button primary small" disabled={cannot}>
          {t('edit.save')}
        </button>
        <button type="button" className="button small" onClick={onClose}>
          {t('edit.cancel')}
        </button>
      </div>
    </form>
  )
}
