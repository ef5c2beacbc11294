import { Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PhotoGrid } from '../photos/photo-grid.tsx'
import { usePosts } from '../posts/desk.tsx'
import { type Post, placeOf } from '../posts/picture.ts'
import { useMe } from '../session/session.ts'
import { NotSent } from './not-sent.tsx'
import { PostBar } from './post-bar.tsx'
import { Quote } from './quote.tsx'
import { Said } from './said.tsx'
import { MessageText } from './text/message-text.tsx'

/** A message of mine whose pictures have no places yet. It looks as it will when it is said. */
export function PostView({ post, head }: { post: Post; head: boolean }) {
  const { t } = useTranslation('timeline')
  const me = useMe()
  const posts = usePosts()
  const { clientId, roomId, text, pictures, replyTo, startedAt, state, reason } = post
  const isRefused = state === 'refused'
  const label = t(isRefused ? 'pending.labelNotSent' : 'pending.labelSending', { name: me.displayName })
  // Words that wait for the pictures before them.
  const isWords = pictures.length === 0 && !isRefused
  return (
    <Said author={me} at={startedAt} head={head} label={label} pending={isWords}>
      {replyTo !== undefined && <Quote roomId={roomId} seq={replyTo} />}
      {text && <MessageText roomId={roomId} text={text} />}
      {isWords ? (
        <Clock className="said-clock" role="img" aria-label={t('pending.sending')} />
      ) : (
        <>
          <PhotoGrid photos={pictures.map(placeOf)} author={me.displayName} />
          <PostBar clientId={clientId} />
        </>
      )}
      {isRefused && (
        <NotSent reason={reason} onRetry={() => posts.retry(clientId)} onDiscard={() => posts.discard(clientId)} />
      )}
    </Said>
  )
}
