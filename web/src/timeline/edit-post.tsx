import { editMessage, type Message, type PhotoWords } from '@snug/contracts'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { charactersLeft } from '../posts/characters-left.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import Dialog from '../ui/dialog.tsx'
import { withMoved } from '../ui/order.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { EditPicture } from './edit-picture.tsx'
import { TooLong } from './too-long.tsx'
import './edit-post.css'

/** A message with pictures, to be changed: its words, what is written about each picture, their order, or one less. */
export default function EditPost({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation('timeline')
  const { feeds } = useHouse()
  const { roomId, seq } = message
  const textId = useId()
  const [text, setText] = useState(message.text)
  const [written, setWritten] = useState(() => message.photos.map(wordsOf))
  const saving = useMutation({
    mutationFn: async () => {
      const body = changesOf(message, text.trim(), written)
      return Object.keys(body).length > 0 ? api(editMessage, { params: { roomId, seq }, body }) : undefined
    },
    networkMode: 'always', // without a line one is told so, and does not wait
    onSuccess: (edited) => {
      if (edited) feeds.apply(roomId, { type: 'message_edited', message: edited })
      onClose()
    },
  })
  const rows = written.flatMap((words) => {
    const photo = message.photos.find(({ id }) => id === words.id) // else it left the message meanwhile
    return photo ? [{ photo, words }] : []
  })
  const isTooLong = (charactersLeft(text) ?? 0) < 0
  const cannot = isTooLong || saving.isPending || (!text.trim() && rows.length === 0)
  return (
    <Dialog title={t('edit.title')} onClose={onClose}>
      <form
        className="edit-post"
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <div className="field">
          <label htmlFor={textId}>{t('edit.text')}</label>
          <textarea id={textId} rows={2} dir="auto" value={text} onChange={(event) => setText(event.target.value)} />
          <TooLong text={text} />
        </div>
        <ul className="edit-pictures" aria-label={t('edit.pictures')}>
          {rows.map(({ photo, words }, place) => (
            <EditPicture
              key={photo.id}
              message={message}
              photo={photo}
              words={words}
              place={place}
              count={rows.length}
              onWrite={(next) => setWritten(written.map((other) => (other.id === photo.id ? next : other)))}
              onMove={(by) =>
                setWritten(
                  withMoved(
                    rows.map((row) => row.words),
                    photo.id,
                    by,
                  ),
                )
              }
            />
          ))}
        </ul>
        <ProblemNote error={saving.error} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('edit.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={cannot}>
            {t('edit.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const wordsOf = ({ id, alt, caption }: PhotoWords): PhotoWords => ({ id, alt, caption })

/** What of a message is to be changed. Its pictures are named all, in their order, or not at all. */
function changesOf(message: Message, text: string, written: readonly PhotoWords[]) {
  const before = message.photos.map(wordsOf)
  const photos = written.filter(({ id }) => before.some((photo) => photo.id === id))
  return {
    ...(text !== message.text && { text }),
    ...(JSON.stringify(photos) !== JSON.stringify(before) && { photos }),
  }
}
