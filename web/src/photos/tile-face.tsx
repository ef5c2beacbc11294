import type { Message, Photo } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { CaptionsIcon, CircleAlert, RotateCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePicture, usePosts } from '../posts/desk.tsx'
import type { PictureUnderWay } from '../posts/picture.ts'
import { passFocus } from '../ui/order.ts'
import { Ring } from '../ui/ring.tsx'
import { useTabIndex } from '../ui/tab-stop.ts'
import './tile-face.css'

interface TileFaceProps {
  photo: Photo
  /** What it is called in its post: "picture 2". */
  name: string
  /** What the link says that opens it. */
  label: string
  /** The pictures that have no tile of their own and stand behind this one. */
  behind: readonly Photo[]
  message: Pick<Message, 'roomId' | 'seq'> | undefined
  /** What is said about it, where it has no line of its own. */
  caption: string
}

/** What lies on a tile: the way to see it large, or, as long as it is sent from here, how far it is. */
export function TileFace({ photo, name, label, behind, message, caption }: TileFaceProps) {
  const picture = usePicture(photo.id)
  const tabIndex = useTabIndex()
  const stack = [photo, ...behind]
  const first = stack.find(({ state }) => state === 'ready')
  const sign = behind.length > 0 && (
    <span className="photo-more" dir="ltr">
      +{behind.length}
    </span>
  )
  if (first && message)
    return (
      <>
        <Link
          to="/r/$roomId/m/$seq/p/$photoId"
          params={{ ...message, photoId: first.id }}
          state={{ openedHere: true }}
          className="photo-open"
          tabIndex={tabIndex}
          aria-label={label}
          data-photos={stack.map(({ id }) => id).join(' ')}
          draggable={false}
        >
          {sign}
        </Link>
        {caption && !sign && <Foot caption={caption} />}
      </>
    )
  if (sign || !picture) return sign
  return <UnderWay picture={picture} name={name} />
}

/** A mark, and the words when one points at the tile. Who listens gets them in any case. */
function Foot({ caption }: { caption: string }) {
  return (
    <span className="photo-foot">
      <CaptionsIcon aria-hidden />
      <span dir="auto">{caption}</span>
    </span>
  )
}

/** How far a picture of mine is, and how to end it or try again. */
export function UnderWay({ picture, name }: { picture: PictureUnderWay; name: string }) {
  const { t } = useTranslation('photos')
  const posts = usePosts()
  const { clientId, id, state, progress } = picture
  if (state === 'ready') return null
  return (
    <div className="under-way" data-state={state}>
      {state === 'failed' ? (
        <CircleAlert className="under-way-sign" aria-hidden />
      ) : (
        state !== 'leaving' && <Ring part={progress} label={t('sending', { name })} />
      )}
      {state !== 'leaving' && (
        <div className="under-way-buttons">
          <button
            type="button"
            name="remove"
            aria-label={t(state === 'failed' ? 'remove' : 'cancel', { name })}
            onClick={({ currentTarget }) => {
              passFocus(currentTarget, '.post-each, .photo-grid', barOf(currentTarget))
              posts.cancel(clientId, id)
            }}
          >
            <X />
          </button>
          {state === 'failed' && (
            <button type="button" aria-label={t('tryAgain', { name })} onClick={() => posts.retry(clientId, id)}>
              <RotateCw />
            </button>
          )}
        </div>
      )}
    </div>
  )
}

/** The first button of the post's bar. */
const barOf = (button: HTMLElement) => button.closest('article')?.querySelector<HTMLElement>('.post-bar button')
