import type { Room } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type SyntheticEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import type { Shown } from '../photos/picture-pages.ts'
import { dateAndTime } from '../ui/time.ts'

interface InfoProps {
  shown: Shown
  room: Room | undefined
  onClose: () => void
}

/** What is dragged or scrolled here is not the picture. */
const keep = (event: SyntheticEvent) => event.stopPropagation()

/** What there is to know of a picture, and who else can see it. It has the focus while it is open. */
export function Info({ shown: { photo, message }, room, onClose }: InfoProps) {
  const { t } = useTranslation('viewer')
  const author = useName(message.authorId) ?? '…'
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const before = document.activeElement
    close.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <aside
      className="viewer-info"
      aria-label={t('info')}
      onPointerDown={keep}
      onPointerMove={keep}
      onPointerUp={keep}
      onWheel={keep}
    >
      <div className="viewer-info-head">
        <h2>{t('info')}</h2>
        <button ref={close} type="button" className="icon-button" aria-label={t('closeInfo')} onClick={onClose}>
          <X />
        </button>
      </div>
      <dl>
        <dt>{t('by')}</dt>
        <dd dir="auto">{author}</dd>
        <dt>{t('when')}</dt>
        <dd>
          <time dateTime={message.sentAt.toISOString()}>{dateAndTime(message.sentAt)}</time>
        </dd>
        {photo.caption && (
          <>
            <dt>{t('caption')}</dt>
            <dd dir="auto">{photo.caption}</dd>
          </>
        )}
        <dt>{t('description')}</dt>
        <dd dir="auto">{photo.alt || t('notDescribed')}</dd>
        <dt>{t('size')}</dt>
        <dd>{t('pixels', { width: photo.width, height: photo.height })}</dd>
        {room && (
          <>
            <dt>{t('audience')}</dt>
            <dd>{t('everyoneIn', { room: room.name })}</dd>
          </>
        )}
      </dl>
      <Link to="/r/$roomId/m/$seq" params={{ roomId: message.roomId, seq: message.seq }} className="button">
        {t('showInRoom')}
      </Link>
    </aside>
  )
}
