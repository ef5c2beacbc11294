import type { Message, RoomId, Seq } from '@snug/contracts'
import { Reply, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import { useMessage } from '../rooms/use-message.ts'
import './reply-banner.css'

interface ReplyBannerProps {
  roomId: RoomId
  seq: Seq
  onClose: () => void
}

/** Which message is being answered, and the way not to. */
export function ReplyBanner({ roomId, seq, onClose }: ReplyBannerProps) {
  const { t } = useTranslation('composer')
  const message = useMessage(roomId, seq)
  return (
    <div className="reply-banner">
      <Reply aria-hidden />
      <p className="ellipsis">{message ? <Answered message={message} /> : t('reply.unknown')}</p>
      <button type="button" className="icon-button" aria-label={t('reply.close')} onClick={onClose}>
        <X />
      </button>
    </div>
  )
}

function Answered({ message }: { message: Message }) {
  const { t } = useTranslation('composer')
  const name = useName(message.authorId) ?? '…'
  return (
    <>
      <b dir="auto">{t('reply.to', { name })}</b> <span dir="auto">{useFirstWords(message)}</span>
    </>
  )
}

/** More would be cut off by the screen anyway. */
const MOST_WORDS = 200

function useFirstWords({ text, photos, deletedAt }: Message): string {
  const { t } = useTranslation('composer')
  if (deletedAt) return t('reply.deleted')
  return text ? text.slice(0, MOST_WORDS) : t('reply.pictures', { count: photos.length })
}
