import { editMessage, MAX_TEXT, type Message } from '@snug/contracts'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../preferences/preferences.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { isTouch } from '../ui/is-touch.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { sends } from '../ui/send-key.ts'

/** The words of a message, to be changed in their place. The key that sends saves, Esc leaves them as they were. */
export default function EditMessage({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation('timeline')
  const { feeds } = useHouse()
  const { enterSends } = usePreferences()
  const [text, setText] = useState(message.text)
  const { roomId, seq } = message
  const saving = useMutation({
    mutationFn: () => api(editMessage, { params: { roomId, seq }, body: { text: text.trim() } }),
    onSuccess: (edited) => {
      feeds.apply(roomId, { type: 'message_edited', message: edited })
      onClose()
    },
  })
  const empty = !text.trim() && message.photos.length === 0
  const save = () => {
    if (!empty) saving.mutate()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    if (!sends(event.nativeEvent, { enterSends, touch: isTouch() })) return
    event.preventDefault()
    save()
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
        rows={Math.min(text.split('\n').length, 8)}
        maxLength={MAX_TEXT}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ProblemNote error={saving.error} />
      <div className="edit-actions">
        <button type="submit" className="button primary small" disabled={empty || saving.isPending}>
          {t('edit.save')}
        </button>
        <button type="button" className="button small" onClick={onClose}>
          {t('edit.cancel')}
        </button>
      </div>
    </form>
  )
}
