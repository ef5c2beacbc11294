import { getMessage, type Message, type RoomId, type Seq } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { Reply, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
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

/** A message of a room: as the feed has it, or else as the house tells. */
function useMessage(roomId: RoomId, seq: Seq): Message | undefined {
  const { feeds } = useHouse()
  const feed = feeds.of(roomId)
  const known = useSyncExternalStore(feed.subscribe, () => feed.get().messages.find((message) => message.seq === seq))
  const { data } = useQuery({
    queryKey: ['message', roomId, seq],
    queryFn: () => api(getMessage, { params: { roomId, seq } }),
    enabled: !known,
  })
  return known ?? data
}
