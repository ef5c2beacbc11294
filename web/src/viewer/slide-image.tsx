import { useName } from '../people/people.ts'
import { PhotoImage } from '../photos/photo-image.tsx'
import type { Shown } from '../photos/picture-pages.ts'
import { nameOf, photoUrl, sourcesOf } from '../photos/sources.ts'
import { fitted } from './closer.ts'

interface SlideImageProps {
  shown: Shown
  /** The room there is for it, in px. */
  room: { width: number; height: number }
  zoom: number
}

/** One picture as large as the screen, never larger than it is. Who looks closer gets every pixel that there is. */
export function SlideImage({ shown: { photo, message }, room, zoom }: SlideImageProps) {
  const author = useName(message.authorId) ?? '…'
  const { width, height } = fitted(photo, room)
  const whole = { src: photoUrl(photo, 'clean'), width: photo.width, height: photo.height }
  const sources = sourcesOf(photo)
  return (
    <div className="viewer-picture" style={{ width, height }}>
      <PhotoImage
        photo={photo}
        sizes={`${Math.ceil(width * zoom)}px`}
        sources={zoom > 1 && !photo.animated ? [...sources, whole] : sources}
        alt={nameOf(photo, author)}
        eager
      />
    </div>
  )
}
