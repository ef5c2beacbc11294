import { getMe, type Photo } from '@snug/contracts'
import { ImageDown, ImageOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { usePicture } from '../posts/desk.tsx'
import { kindOf } from '../posts/tray.ts'
import { api } from '../session/api.ts'
import { placeholder } from './placeholder.ts'
import { nameOf } from './sources.ts'

interface PhotoTileProps extends ComponentProps<'img'> {
  photo: Photo
  author: string
}

/**
 * One picture, with its blur behind it until it comes, or the place of one that is still to come. A picture that is sent
 * from here is seen at once: it stays the same image when the house has it, and only looks for a better source.
 */
export function PhotoTile({ photo, author, src, srcSet, sizes, ...image }: PhotoTileProps) {
  const mine = usePicture(photo.id)
  const [undrawable, setUndrawable] = useState(false)
  const [tries, askAgain] = useSecondTry()
  const isReady = photo.state === 'ready'
  if (!isReady && (!mine || undrawable))
    return <Place photo={photo} author={author} kind={mine && kindOf(mine.file)} {...image} />
  const blur = isReady && placeholder(photo.thumbhash)
  return (
    <img
      {...image}
      {...(isReady ? { src, srcSet, sizes } : { src: mine?.preview })}
      alt={isReady ? '' : nameOf(photo, author)} // the button on it has the name else
      key={tries}
      decoding="async"
      onError={isReady ? askAgain : () => setUndrawable(true)}
      style={blur ? { ...image.style, backgroundImage: `url("${blur}")` } : image.style}
    />
  )
}

type PlaceProps = Pick<PhotoTileProps, 'photo' | 'author' | 'className' | 'style'> & { kind?: string | undefined }

/** Where a picture will be, in the shape it was said to have. */
function Place({ photo, author, kind, className, style }: PlaceProps) {
  const failed = photo.state === 'failed'
  const words = kind ?? (failed ? 'This picture did not arrive' : 'On its way')
  return (
    <span
      className={`${className} photo-place`}
      style={style}
      role="img"
      aria-label={nameOf(photo, author)}
      data-mine={kind !== undefined || undefined}
    >
      {failed ? <ImageOff aria-hidden /> : <ImageDown aria-hidden />}
      <span>{words}</span>
    </span>
  )
}

/** If the session had run out it is renewed, and the picture asked for once more. */
function useSecondTry(): [tries: number, askAgain: () => void] {
  const [tries, setTries] = useState(0)
  const askAgain = () => {
    if (tries > 0) return
    api(getMe, {}).then(
      () => setTries(1),
      () => {},
    )
  }
  return [tries, askAgain]
}
