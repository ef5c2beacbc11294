import type { ClientId } from '@snug/contracts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_TILES } from '../photos/photo-grid.tsx'
import { Preview } from '../photos/preview.tsx'
import { UnderWay } from '../photos/tile-face.tsx'
import { usePost, usePosts } from '../posts/desk.tsx'
import type { Post } from '../posts/picture.ts'
import { progressOf, wordsAbout } from '../posts/progress.ts'
import { kindOf } from '../posts/tray.ts'
import './post-bar.css'

/** Below a message of mine, as long as not all pictures of it are there: how many are, and what can be done. */
export function PostBar({ clientId }: { clientId: ClientId }) {
  const { t } = useTranslation('timeline')
  const post = usePost(clientId)
  const posts = usePosts()
  const [open, setOpen] = useState(false)
  if (!post) return null
  const { failed } = progressOf(post)
  return (
    <div className="post-bar">
      <p>
        <span className="muted">{wordsAbout(post)}</span>
        {failed > 0 && (
          <>
            <button type="button" className="link-button" onClick={() => posts.retry(clientId)}>
              {t('post.retry')}
            </button>
            <button type="button" className="link-button" onClick={() => posts.removeFailed(clientId)}>
              {t('post.removeFailed')}
            </button>
          </>
        )}
        {post.pictures.length > MOST_TILES && (
          <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'post.hide' : 'post.each')}
          </button>
        )}
      </p>
      <Reasons post={post} />
      {open && <Each post={post} />}
    </div>
  )
}

/** Why pictures failed, the same reason said once. */
function Reasons({ post }: { post: Post }) {
  const { t } = useTranslation('timeline')
  const places = new Map<string, number[]>()
  post.pictures.forEach(({ reason }, at) => {
    if (reason) places.set(reason, [...(places.get(reason) ?? []), at + 1])
  })
  return [...places].map(([reason, numbers]) => (
    <p key={reason} className="post-reason">
      {t('post.reason', { count: numbers.length, numbers: numbers.join(', '), reason })}
    </p>
  ))
}

/** Every picture that is not there yet, also those that have no tile of their own in the grid. */
function Each({ post }: { post: Post }) {
  const { t } = useTranslation('timeline')
  return (
    <ul className="post-each" aria-label={t('post.underWay')}>
      {post.pictures.map(
        (picture, at) =>
          picture.state !== 'ready' && (
            <li key={picture.id}>
              <Preview
                file={picture.file}
                alt={picture.alt || t('post.picture', { number: at + 1 })}
                kind={kindOf(picture.file)}
              />
              <UnderWay picture={picture} name={t('post.pictureInside', { number: at + 1 })} />
            </li>
          ),
      )}
    </ul>
  )
}
