import type { Outgoing } from '@snug/client'
import { Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PhotoGrid } from '../photos/photo-grid.tsx'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { NotSent } from './not-sent.tsx'
import { PostBar } from './post-bar.tsx'
import { Quote } from './quote.tsx'
import { Said } from './said.tsx'
import { MessageText } from './text/message-text.tsx'

/** A message of mine that waits for the house, or that it refused. */
export function PendingView({ pending, head }: { pending: Outgoing; head: boolean }) {
  const { t } = useTranslation('timeline')
  const me = useMe()
  const { live } = useHouse()
  const { clientId, roomId, text, photos, replyTo, queuedAt, refusal } = pending
  const label = t(refusal ? 'pending.labelNotSent' : 'pending.labelSending', { name: me.displayName })
  return (
    <Said author={me} at={queuedAt} head={head} label={label} pending={!refusal}>
      {replyTo !== undefined && <Quote roomId={roomId} seq={replyTo} />}
      {text && <MessageText roomId={roomId} text={text} />}
      {photos.length > 0 && <PhotoGrid photos={photos} author={me.displayName} />}
      <PostBar clientId={clientId} />
      {refusal ? (
        <NotSent reason={refusal} onRetry={() => live.retry(clientId)} onDiscard={() => live.discard(clientId)} />
      ) : (
        <Clock className="said-clock" role="img" aria-label={t('pending.sending')} />
      )}
    </Said>
  )
}
