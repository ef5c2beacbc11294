import type { Photo } from '@snug/contracts'
import { ImageOff, RotateCw } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Animation } from './animation.tsx'
import { colourOf, groundOf, usePlaceholder } from './placeholder.ts'
import { photoUrl, type Source, sourcesOf, srcSetOf } from './sources.ts'
import { useTries } from './use-tries.ts'
import './photo-image.css'

interface PhotoImageProps {
  photo: Photo
  /** How wide it will be, for the choice among its sizes. */
  sizes: string
  /** Empty where what lies on it says what it is. */
  alt: string
  /** Its sizes, where they are not the usual three. */
  sources?: readonly Source[]
  /** It is looked at now, and does not wait for being scrolled to. */
  eager?: boolean
  /** A picture of mine that is under way is drawn from here. */
  preview?: string | undefined
  /** It may be an animation, of which the first picture is drawn until the house has it. */
  previewMoves?: boolean | undefined
  /** This browser cannot draw what is under way. */
  onUndrawable?: () => void
}

/** A picture in the box it is given: its blur until it comes, and a way to ask again if it does not. */
export function PhotoImage(props: PhotoImageProps) {
  const { photo, sizes, alt, sources, eager, preview, previewMoves, onUndrawable } = props
  const { tries, broken, fail, tryAgain } = useTries()
  const blur = usePlaceholder(photo.thumbhash)
  const isReady = photo.state === 'ready'
  if (isReady && broken) return <Broken onRetry={tryAgain} />
  const source = isReady
    ? { src: photoUrl(photo, 'medium'), srcSet: srcSetOf(sources ?? sourcesOf(photo)), sizes }
    : { src: preview }
  const image: ComponentProps<'img'> = {
    ...source,
    alt,
    className: `photo-image ${groundOf(photo.thumbhash) ?? ''}`,
    loading: eager ? 'eager' : 'lazy',
    decoding: 'async',
    draggable: false,
    ref: showAtOnce,
    onLoad: ({ currentTarget }) => show(currentTarget, 'softly'),
    onError: isReady ? fail : onUndrawable,
  }
  return (
    <>
      {isReady && (
        <span
          className="photo-blur"
          style={{ backgroundColor: colourOf(photo.thumbhash), backgroundImage: blur && `url("${blur}")` }}
        />
      )}
      {(isReady ? photo.animated : previewMoves) ? (
        <Animation key={tries} {...image} still={!isReady} />
      ) : (
        <img key={tries} {...image} alt={alt} />
      )}
    </>
  )
}

/** What is in the browser's memory is there at once; what comes over the line fades in, once. */
const showAtOnce = (image: HTMLImageElement | null) => {
  if (image?.complete && image.naturalWidth > 0) show(image, 'at-once')
}

function show(image: HTMLImageElement, how: 'softly' | 'at-once'): void {
  image.dataset.shown ??= how
}

function Broken({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('photos')
  return (
    <span className="photo-broken">
      <ImageOff aria-hidden />
      <span>{t('notLoaded')}</span>
      <button type="button" className="link-button" onClick={onRetry}>
        <RotateCw aria-hidden /> {t('loadAgain')}
      </button>
    </span>
  )
}
