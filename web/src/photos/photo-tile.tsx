import { type Photo, Problem } from '@snug/contracts'
import { ImageDown, ImageOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePicture } from '../posts/desk.tsx'
import { verdictOn } from '../posts/picture.ts'
import { kindOf } from '../posts/tray.ts'
import { sentenceOf } from '../ui/problem-note.tsx'
import { PhotoImage } from './photo-image.tsx'
import { nameOf } from './sources.ts'

/** Kinds of file that may move. */
const MAY_MOVE = new Set(['image/gif', 'image/webp'])

interface PhotoTileProps {
  photo: Photo
  author: string
  sizes: string
}

/**
 * One picture, or the place of one that is still to come. A picture that is sent from here is seen at once: it stays the
 * same image when the house has it, and only looks for a better source.
 */
export function PhotoTile({ photo, author, sizes }: PhotoTileProps) {
  const mine = usePicture(photo.id)
  const [undrawable, setUndrawable] = useState(false)
  const isReady = photo.state === 'ready'
  if (!isReady && (!mine || undrawable)) return <Place photo={photo} author={author} kind={mine && kindOf(mine.file)} />
  return (
    <PhotoImage
      photo={photo}
      sizes={sizes}
      alt={isReady ? '' : nameOf(photo, author)} // what lies on it has the name else
      preview={mine?.preview}
      previewMoves={mine && MAY_MOVE.has(mine.file.type)}
      onUndrawable={() => setUndrawable(true)}
    />
  )
}

/** Where a picture will be. `kind` says what a file of mine is that cannot be drawn here. */
function Place({ photo, author, kind }: { photo: Photo; author: string; kind: string | undefined }) {
  const { t } = useTranslation('photos')
  const verdict = verdictOn(photo)
  const reason = verdict && sentenceOf(new Problem(verdict))
  return (
    <span
      className="photo-place"
      role="img"
      aria-label={[nameOf(photo, author), reason].filter(Boolean).join('. ')}
      data-mine={kind !== undefined || undefined}
    >
      {verdict ? <ImageOff aria-hidden /> : <ImageDown aria-hidden />}
      <span>{kind ?? t(verdict ? 'notArrived' : 'onItsWay')}</span>
      {!kind && reason && <span className="photo-reason">{reason}</span>}
    </span>
  )
}
