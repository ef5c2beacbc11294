import { PhotoGrid } from '../photos/photo-grid.tsx'
import { usePosts } from '../posts/desk.tsx'
import { type Post, placeOf } from '../posts/picture.ts'
import { useMe } from '../session/session.ts'
import { LinkedText } from '../ui/linked-text.tsx'
import { PostBar } from './post-bar.tsx'
import { Said } from './said.tsx'

/** A message of mine whose pictures have no places yet. It looks as it will when it is said. */
export function PostView({ post, head }: { post: Post; head: boolean }) {
  const me = useMe()
  const posts = usePosts()
  const { clientId, text, pictures, startedAt, state, reason } = post
  const label = `${me.displayName}, ${state === 'refused' ? 'not sent' : 'sending'}`
  return (
    <Said authorId={me.id} author={me.displayName} at={startedAt} head={head} label={label}>
      {text && (
        <p className="said-text" dir="auto">
          <LinkedText text={text} />
        </p>
      )}
      <PhotoGrid photos={pictures.map(placeOf)} author={me.displayName} />
      <PostBar clientId={clientId} />
      {state === 'refused' && (
        <div className="said-refusal" role="alert">
          <span>Not sent. {reason}</span>
          <button type="button" className="link-button" onClick={() => posts.retry(clientId)}>
            Try again
          </button>
          <button type="button" className="link-button" onClick={() => posts.discard(clientId)}>
            Discard
          </button>
        </div>
      )}
    </Said>
  )
}
