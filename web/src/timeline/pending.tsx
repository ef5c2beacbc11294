import type { Outgoing } from '@snug/client'
import { Clock } from 'lucide-react'
import { PhotoGrid } from '../photos/photo-grid.tsx'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { LinkedText } from '../ui/linked-text.tsx'
import { PostBar } from './post-bar.tsx'
import { Said } from './said.tsx'

/** A message of mine that waits for the house, or that it refused. */
export function PendingView({ pending, head }: { pending: Outgoing; head: boolean }) {
  const me = useMe()
  const { live } = useHouse()
  const { clientId, text, photos, queuedAt, refusal } = pending
  const label = `${me.displayName}, ${refusal ? 'not sent' : 'sending'}`
  return (
    <Said authorId={me.id} author={me.displayName} at={queuedAt} head={head} label={label} pending={!refusal}>
      {text && (
        <p className="said-text" dir="auto">
          <LinkedText text={text} />
        </p>
      )}
      {photos.length > 0 && <PhotoGrid photos={photos} author={me.displayName} />}
      <PostBar clientId={clientId} />
      {refusal ? (
        <div className="said-refusal" role="alert">
          <span>Not sent. {refusal}</span>
          <button type="button" className="link-button" onClick={() => live.retry(clientId)}>
            Try again
          </button>
          <button type="button" className="link-button" onClick={() => live.discard(clientId)}>
            Discard
          </button>
        </div>
      ) : (
        <Clock className="said-clock" role="img" aria-label="Sending" />
      )}
    </Said>
  )
}
