import type { Photo } from '@snug/contracts'
import { useEffect, useRef, useState } from 'react'
import YetAnotherLightbox from 'yet-another-react-lightbox'
import Captions from 'yet-another-react-lightbox/plugins/captions'
import 'yet-another-react-lightbox/plugins/captions.css'
import Counter from 'yet-another-react-lightbox/plugins/counter'
import 'yet-another-react-lightbox/plugins/counter.css'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'
import { nameOf, photoUrl, sourcesOf } from './sources.ts'
import './lightbox.css'

interface LightboxProps {
  photos: readonly Photo[]
  author: string
  /** Which picture is seen first. */
  start: Photo
  onClose: () => void
}

/** The pictures of a message that are there, as large as the screen, with captions; arrows, swipe, zoom, Esc. The focus goes back where it was. */
export default function Lightbox({ photos, author, start, onClose }: LightboxProps) {
  const before = useRef(document.activeElement)
  useEffect(() => {
    const opener = before.current
    return () => {
      if (opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus({ preventScroll: true }))
    }
  }, [])
  const ready = photos.filter(({ state }) => state === 'ready')
  const [index] = useState(() => ready.findIndex(({ id }) => id === start.id))
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  return (
    <YetAnotherLightbox
      open
      index={index}
      close={onClose}
      plugins={[Zoom, Counter, Captions]}
      slides={ready.map((photo) => slideOf(photo, author))}
      carousel={{ finite: true, preload: 1, imageFit: 'contain' }}
      controller={{ closeOnPullDown: true, closeOnBackdropClick: true }}
      captions={{ descriptionTextAlign: 'center' }}
      zoom={{ maxZoomPixelRatio: 2, scrollToZoom: true }}
      {...(still ? { animation: { fade: 0, swipe: 0, navigation: 0, zoom: 0 } } : {})}
      {...(ready.length === 1 ? { render: { buttonPrev: () => null, buttonNext: () => null } } : {})}
    />
  )
}

function slideOf(photo: Photo, author: string) {
  const sources = sourcesOf(photo)
  const { width = 1, height = 1 } = sources.at(-1) ?? {}
  const { caption } = photo
  const alt = nameOf(photo, author)
  return {
    src: photoUrl(photo, 'large'),
    srcSet: sources,
    width,
    height,
    alt,
    ...(caption && { description: caption }),
  }
}
