import { deletePhoto, MAX_ALT, MAX_CAPTION, type Message, type Photo, type PhotoWords } from '@snug/contracts'
import { useMutation } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, ImageDown, ImageOff, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { photoUrl } from '../photos/sources.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { keepFocus } from '../ui/order.ts'
import { ProblemNote } from '../ui/problem-note.tsx'

interface EditPictureProps {
  message: Message
  photo: Photo
  words: PhotoWords
  place: number
  count: number
  onWrite: (words: PhotoWords) => void
  onMove: (by: -1 | 1) => void
}

/** One picture of a message that is edited. Deleting it is asked for here, and done at once. */
export function EditPicture({ message, photo, words, place, count, onWrite, onMove }: EditPictureProps) {
  const { t } = useTranslation('timeline')
  const [asking, setAsking] = useState(false)
  const trash = useRef<HTMLButtonElement>(null)
  const keep = () => {
    setAsking(false)
    trash.current?.focus()
  }
  const number = place + 1
  return (
    <li className="edit-picture">
      <Thumb photo={photo} />
      <div className="edit-picture-words">
        <label>
          <span aria-hidden>{t('edit.caption')}</span>
          <input
            aria-label={t('edit.captionOf', { number })}
            maxLength={MAX_CAPTION}
            dir="auto"
            value={words.caption}
            onChange={(event) => onWrite({ ...words, caption: event.target.value })}
          />
        </label>
        <label>
          <span aria-hidden>{t('edit.alt')}</span>
          <input
            aria-label={t('edit.altOf', { number })}
            maxLength={MAX_ALT}
            dir="auto"
            value={words.alt}
            onChange={(event) => onWrite({ ...words, alt: event.target.value })}
          />
        </label>
      </div>
      <div className="edit-picture-buttons">
        <MoveButton label={t('edit.up', { number })} by={-1} disabled={place === 0} onMove={onMove} />
        <MoveButton label={t('edit.down', { number })} by={1} disabled={place === count - 1} onMove={onMove} />
        <button
          ref={trash}
          type="button"
          className="icon-button"
          aria-label={t('edit.delete', { number })}
          onClick={() => setAsking(true)}
        >
          <Trash2 />
        </button>
      </div>
      {asking && <DeletePicture message={message} photo={photo} isLast={count === 1} onClose={keep} />}
    </li>
  )
}

function Thumb({ photo }: { photo: Photo }) {
  if (photo.state === 'ready') return <img className="edit-thumb" src={photoUrl(photo, 'thumb')} alt={photo.alt} />
  return <span className="edit-thumb">{photo.state === 'failed' ? <ImageOff /> : <ImageDown />}</span>
}

interface MoveButtonProps {
  label: string
  by: -1 | 1
  disabled: boolean
  onMove: (by: -1 | 1) => void
}

function MoveButton({ label, by, disabled, onMove }: MoveButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      disabled={disabled}
      onClick={({ currentTarget }) => {
        onMove(by)
        keepFocus(currentTarget)
      }}
    >
      {by < 0 ? <ArrowUp /> : <ArrowDown />}
    </button>
  )
}

interface DeletePictureProps {
  message: Message
  photo: Photo
  isLast: boolean
  onClose: () => void
}

function DeletePicture({ message, photo, isLast, onClose }: DeletePictureProps) {
  const { t } = useTranslation('timeline')
  const { feeds } = useHouse()
  const { roomId, seq, text } = message
  const deleting = useMutation({
    mutationFn: () => api(deletePhoto, { params: { photoId: photo.id } }),
    networkMode: 'always', // without a line one is told so, and does not wait
    onSuccess: () => feeds.apply(roomId, { type: 'photo_removed', roomId, seq, photoId: photo.id }),
  })
  return (
    <div className="edit-picture-question" role="alert" ref={(box) => box?.scrollIntoView({ block: 'nearest' })}>
      <p>{t(isLast && !text ? 'edit.askLast' : 'edit.ask')}</p>
      <ProblemNote error={deleting.error} />
      <button type="button" className="button small" onClick={onClose}>
        {t('edit.keep')}
      </button>
      <button
        type="button"
        className="button small danger"
        disabled={deleting.isPending}
        onClick={() => deleting.mutate()}
      >
        {t('edit.doDelete')}
      </button>
    </div>
  )
}
