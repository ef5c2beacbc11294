import type { Message, RoomId, Seq } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import { photoUrl } from '../photos/sources.ts'
import { pictures } from '../posts/progress.ts'
import { useMessage } from '../rooms/use-message.ts'
import { useTabIndex } from '../ui/tab-stop.ts'
import { withoutMarks } from './text/pieces.ts'
import './quote.css'

/** The message that another one answers, in one line. It is as high before it is known, so that nothing shifts. */
export function Quote({ roomId, seq }: { roomId: RoomId; seq: Seq }) {
  const message = useMessage(roomId, seq)
  const tabIndex = useTabIndex()
  return (
    <Link to="/r/$roomId/m/$seq" params={{ roomId, seq }} className="quote" tabIndex={tabIndex}>
      {message !== undefined && <Quoted message={message} />}
    </Link>
  )
}

function Quoted({ message }: { message: Message | null }) {
  const { t } = useTranslation('timeline')
  if (!message) return <span className="quote-line muted">{t('quote.unknown')}</span>
  if (message.deletedAt) return <span className="quote-line muted">{t('message.deleted')}</span>
  const [first] = message.photos
  return (
    <>
      {first?.state === 'ready' && <img className="quote-thumb" src={photoUrl(first, 'thumb')} alt="" />}
      <span className="quote-words">
        <Author of={message} />
        <span className="quote-line" dir="auto">
          {lineOf(message)}
        </span>
      </span>
    </>
  )
}

function Author({ of }: { of: Message }) {
  const { t } = useTranslation('timeline')
  const name = useName(of.authorId) ?? '…'
  return (
    <b className="ellipsis" dir="auto">
      <span className="visually-hidden">{t('quote.answers')} </span>
      {name}
    </b>
  )
}

/** More does not fit into a line of the widest screen. */
const LINE = 200

const lineOf = ({ text, photos }: Message): string =>
  withoutMarks(text.slice(0, LINE)).replace(/\s+/g, ' ').trim() || pictures(photos.length)
