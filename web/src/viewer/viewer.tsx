import type { Room } from '@snug/contracts'
import { ChevronLeft, ChevronRight, Maximize, Minimize, X, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import Lightbox, {
  type ControllerRef,
  type FullscreenRef,
  type SlideImage as Slide,
  type ZoomRef,
} from 'yet-another-react-lightbox'
import Fullscreen from 'yet-another-react-lightbox/plugins/fullscreen'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'
import type { Shown } from '../photos/picture-pages.ts'
import { photoUrl } from '../photos/sources.ts'
import { usePreferences } from '../preferences/preferences.ts'
import { lessMotion } from '../ui/motion.ts'
import { Info } from './info.tsx'
import { actionOf, type ViewerAction } from './keys.ts'
import { SlideImage } from './slide-image.tsx'
import { placeInPost } from './slides.ts'
import { CopyButton, DownloadButton, InfoButton } from './tools.tsx'
import { useDownload } from './use-download.ts'
import { useTaps } from './use-taps.ts'
import './viewer.css'

declare module 'yet-another-react-lightbox' {
  interface SlideImage {
    shown?: Shown
  }
}

interface ViewerProps {
  slides: readonly Shown[]
  at: number
  room: Room | undefined
  /** The address of the picture that one looks at, for others. */
  address: string
  /** What is said where there is no picture. */
  notice: ReactNode
  onView: (shown: Shown) => void
  onClose: () => void
}

const STILL = { fade: 0, swipe: 0, navigation: 0, zoom: 0 }

/** Pictures as large as the screen: arrows, swipe, zoom, what there is to know, and the way to keep them. */
export function Viewer({ slides, at, room, address, notice, onView, onClose }: ViewerProps) {
  const { t } = useTranslation('viewer')
  const { letterKeys } = usePreferences()
  const [infoShown, setInfoShown] = useState(false)
  const { download, status, say } = useDownload()
  const controller = useRef<ControllerRef>(null)
  const zoom = useRef<ZoomRef>(null)
  const fullscreen = useRef<FullscreenRef>(null)
  const shown = slides[at]
  const drawn = useMemo(() => slides.map(slideOf), [slides])
  const taps = useTaps({ controller, zoom, photo: shown?.photo })
  const view = (next: Shown | undefined) => next && next.photo.id !== shown?.photo.id && onView(next)

  const doIt: Record<ViewerAction, () => void> = {
    next: () => controller.current?.next(),
    first: () => view(slides[0]),
    last: () => view(slides.at(-1)),
    zoomIn: () => zoom.current?.zoomIn(),
    zoomReset: () => zoom.current?.changeZoom(1),
    info: () => setInfoShown(!infoShown),
    download: () => shown && download(shown),
    fullscreen: () => (fullscreen.current?.fullscreen ? fullscreen.current.exit() : fullscreen.current?.enter()),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const button = event.target instanceof Element && event.target.closest('button, a') !== null
    const action = actionOf(event, { button, letters: letterKeys })
    if (!action) return
    event.preventDefault()
    doIt[action]()
  }
  // What is on top closes first.
  const closeInfo = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !infoShown || !shown) return
    event.stopPropagation()
    setInfoShown(false)
  }
  return (
    <Lightbox
      open
      className="viewer"
      slides={drawn}
      index={Math.max(at, 0)}
      close={onClose}
      plugins={[Zoom, Fullscreen]}
      on={{ view: ({ index }) => view(slides[index]) }}
      carousel={{ finite: true, preload: 1, padding: 0, spacing: '5%' }}
      controller={{ ref: controller, closeOnPullDown: true }}
      portal={{ container: { onKeyDown, onKeyDownCapture: closeInfo, ...taps } }}
      zoom={{ ref: zoom, maxZoomPixelRatio: 2, pinchZoomV4: true, doubleTapDelay: 0, doubleClickDelay: 0 }}
      fullscreen={{ ref: fullscreen }}
      {...(lessMotion() ? { animation: STILL } : {})}
      labels={{
        Lightbox: room ? t('name', { room: room.name }) : t('nameless'),
        'Photo gallery': t('gallery'),
        Carousel: t('carousel'),
        Slide: t('slide'),
        '{index} of {total}': t('slide'),
        Previous: t('previous'),
        Next: t('next'),
        Close: t('close'),
        'Zoom in': t('zoomIn'),
        'Zoom out': t('zoomOut'),
        'Enter Fullscreen': t('fullscreen'),
        'Exit Fullscreen': t('leaveFullscreen'),
      }}
      toolbar={{
        buttons: [
          'zoom',
          <InfoButton key="info" shown={infoShown} disabled={!shown} onClick={doIt.info} />,
          <DownloadButton key="download" disabled={!shown} onClick={doIt.download} />,
          <CopyButton key="copy" address={address} say={say} />,
          'fullscreen',
          'close',
        ],
      }}
      render={{
        slide: ({ slide, rect, offset, zoom = 1 }) =>
          slide.shown && <SlideImage shown={slide.shown} room={rect} zoom={offset === 0 ? zoom : 1} />,
        controls: () => (
          <>
            {notice && <div className="viewer-notice">{notice}</div>}
            {shown && <p className="viewer-count">{placeInPost(shown)}</p>}
            {shown?.photo.caption && (
              <p className="viewer-caption" dir="auto">
                {shown.photo.caption}
              </p>
            )}
            <p className="viewer-status" role="status">
              {status}
            </p>
            {infoShown && shown && <Info shown={shown} room={room} onClose={doIt.info} />}
          </>
        ),
        iconPrev: () => <ChevronLeft />,
        iconNext: () => <ChevronRight />,
        iconClose: () => <X />,
        iconZoomIn: () => <ZoomIn />,
        iconZoomOut: () => <ZoomOut />,
        iconEnterFullscreen: () => <Maximize />,
        iconExitFullscreen: () => <Minimize />,
      }}
    />
  )
}

const slideOf = (shown: Shown): Slide => {
  const { width, height } = shown.photo
  return { src: photoUrl(shown.photo, 'large'), width, height, shown }
}
