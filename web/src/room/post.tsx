import { CircleAlert, RotateCw, X } from 'lucide-react'
import { usePosts } from '../composer/desk.tsx'
import type { PictureUnderWay, Post } from '../composer/posts.ts'
import { Preview } from '../composer/preview.tsx'
import { useMe } from '../session/session.ts'
import { LinkedText } from '../ui/linked-text.tsx'
import { Ring } from '../ui/ring.tsx'
import { Said } from './said.tsx'
import './post.css'

/** A message of mine whose pictures are on their way, each with its own progress, end and second try. */
export function PostView({ post, head }: { post: Post; head: boolean }) {
  const me = useMe()
  const posts = usePosts()
  const { clientId, text, pictures, startedAt } = post
  return (
    <Said authorId={me.id} author={me.displayName} at={startedAt} head={head} label={`${me.displayName}, uploading`}>
      {text && (
        <p className="said-text" dir="auto">
          <LinkedText text={text} />
        </p>
      )}
      <ul className="post-tiles" aria-label="Pictures on their way">
        {pictures.map((picture, place) => (
          <PostTile
            key={picture.id}
            picture={picture}
            name={`picture ${place + 1}`}
            onCancel={() => posts.cancel(clientId, picture.id)}
            onRetry={() => posts.retry(clientId, picture.id)}
          />
        ))}
      </ul>
      {pictures.map(
        ({ id, reason }, place) =>
          reason && (
            <p key={id} role="alert" className="post-reason">
              Picture {place + 1}: {reason}
            </p>
          ),
      )}
      <PostBar post={post} />
    </Said>
  )
}

interface PostTileProps {
  picture: PictureUnderWay
  name: string
  onCancel: () => void
  onRetry: () => void
}

function PostTile({ picture, name, onCancel, onRetry }: PostTileProps) {
  const { preview, alt, state, progress } = picture
  return (
    <li className="post-tile" data-state={state}>
      <Preview src={preview} alt={alt || name} />
      {state === 'failed' ? (
        <CircleAlert className="post-tile-sign" aria-hidden />
      ) : (
        <Ring part={progress} label={`Uploading ${name}`} />
      )}
      <div className="post-tile-buttons">
        {state === 'failed' && (
          <button type="button" aria-label={`Try ${name} again`} onClick={onRetry}>
            <RotateCw />
          </button>
        )}
        <button type="button" aria-label={`Cancel ${name}`} onClick={onCancel}>
          <X />
        </button>
      </div>
    </li>
  )
}

/** "3 of 5 uploaded, 1 failed", and what can be done about the failed when the rest is there. */
function PostBar({ post }: { post: Post }) {
  const posts = usePosts()
  const count = (state: PictureUnderWay['state']) => post.pictures.filter((picture) => picture.state === state).length
  const [done, failed, all] = [count('done'), count('failed'), post.pictures.length]
  return (
    <p className="post-bar muted" role="status">
      {done} of {all} uploaded{failed > 0 && `, ${failed} failed`}
      {failed > 0 && failed + done === all && (
        <>
          <button type="button" className="link-button" onClick={() => posts.retry(post.clientId)}>
            Try again
          </button>
          <button type="button" className="link-button" onClick={() => posts.sendWithoutFailed(post.clientId)}>
            {done > 0 || post.text ? 'Send without' : 'Discard'}
          </button>
        </>
      )}
    </p>
  )
}
