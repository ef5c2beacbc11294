import type { Photo } from '@snug/contracts'
import { CircleAlert, RotateCw, X } from 'lucide-react'
import { usePicture, usePosts } from '../posts/desk.tsx'
import type { PictureUnderWay } from '../posts/picture.ts'
import { passFocus } from '../ui/order.ts'
import { Ring } from '../ui/ring.tsx'
import './tile-face.css'

interface TileFaceProps {
  photo: Photo
  /** What it is called in its post: "picture 2". */
  name: string
  /** What the button says that opens it. */
  label: string
  /** How many pictures have no tile of their own behind this one. */
  more: number
  /** Absent when there is nothing to look at yet. */
  onOpen: (() => void) | undefined
}

/** What lies on a tile: the way to see it large, or, as long as it is sent from here, how far it is. */
export function TileFace({ photo, name, label, more, onOpen }: TileFaceProps) {
  const picture = usePicture(photo.id)
  const sign = more > 0 && <span className="photo-more">+{more}</span>
  if (onOpen)
    return (
      <button type="button" className="photo-open" aria-label={label} onClick={onOpen}>
        {sign}
      </button>
    )
  if (sign || !picture) return sign
  return <UnderWay picture={picture} name={name} />
}

/** How far a picture of mine is, and how to end it or try again. */
export function UnderWay({ picture, name }: { picture: PictureUnderWay; name: string }) {
  const posts = usePosts()
  const { clientId, id, state, progress } = picture
  if (state === 'ready') return null
  return (
    <div className="under-way" data-state={state}>
      {state === 'failed' ? (
        <CircleAlert className="under-way-sign" aria-hidden />
      ) : (
        state !== 'leaving' && <Ring part={progress} label={`Sending ${name}`} />
      )}
      {state !== 'leaving' && (
        <div className="under-way-buttons">
          <button
            type="button"
            name="remove"
            aria-label={state === 'failed' ? `Remove ${name}` : `Cancel ${name}`}
            onClick={({ currentTarget }) => {
              passFocus(currentTarget, '.post-each, .photo-grid', barOf(currentTarget))
              posts.cancel(clientId, id)
            }}
          >
            <X />
          </button>
          {state === 'failed' && (
            <button type="button" aria-label={`Try ${name} again`} onClick={() => posts.retry(clientId, id)}>
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
