import type { Message, Photo } from '@snug/contracts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { t } from '../words/words.ts'
import { type AlbumLayout, albumLayout, type Box, MOST_TILES } from './album-layout.ts'
import { PhotoTile } from './photo-tile.tsx'
import { nameOf } from './sources.ts'
import { TileFace } from './tile-face.tsx'
import './photo-grid.css'

export { MOST_TILES }

interface PhotoGridProps {
  photos: readonly Photo[]
  author: string
  /** The message they are of, once it has a number: then they can be opened. */
  message?: Pick<Message, 'roomId' | 'seq'>
}

/** The pictures of a message in their tiles. Sizes are known before a byte has come, so nothing moves. */
export function PhotoGrid({ photos, author, message }: PhotoGridProps) {
  const { t } = useTranslation('photos')
  const album = useMemo(() => albumLayout(photos), [photos])
  const caption = photos.length === 1 && photos[0]?.caption
  return (
    <div className="photo-grid" style={{ maxWidth: album.width }}>
      <ul className="photo-tiles" aria-label={t('pictures')} style={{ aspectRatio: album.ratio }}>
        {photos.slice(0, MOST_TILES).map((photo, at) => {
          const box = album.tiles[at]
          return (
            box && (
              <li key={photo.id} className="photo-cell" style={styleOf(box)} data-small={isSmall(photo, album)}>
                <PhotoTile photo={photo} author={author} sizes={sizesOf(photo, box, album)} />
                <TileFace
                  photo={photo}
                  name={t('picture', { at: at + 1 })}
                  label={labelOf(photos, at, author)}
                  behind={at === MOST_TILES - 1 ? photos.slice(MOST_TILES) : []}
                  message={message}
                  caption={photos.length > 1 ? photo.caption : ''}
                />
              </li>
            )
          )
        })}
      </ul>
      {caption && (
        <p className="photo-caption" dir="auto">
          {caption}
        </p>
      )}
    </div>
  )
}

const percent = (part: number) => `${part * 100}%`

const styleOf = ({ x, y, width, height }: Box) => ({
  insetInlineStart: percent(x),
  insetBlockStart: percent(y),
  width: percent(width),
  height: percent(height),
})

/** A picture with fewer pixels than its box lies in the middle of it, as it is. */
const isSmall = ({ width }: Photo, album: AlbumLayout) => (album.tiles.length === 1 && width < album.width) || undefined

/** How wide the image is, which fills its box: wider than that where the picture is wider. On a phone the album takes the screen. */
function sizesOf({ width, height }: Photo, box: Box, album: AlbumLayout): string {
  const boxRatio = (box.width / box.height) * album.ratio
  const part = box.width * Math.max(1, width / height / boxRatio)
  return `(max-width: 639px) ${Math.round(part * 100)}vw, ${Math.round(part * album.width)}px`
}

/** "Open picture, 5 of 30 and +25: a heron" */
function labelOf(photos: readonly Photo[], at: number, author: string): string {
  const photo = photos[at]
  if (!photo) return ''
  const name = nameOf(photo, author)
  const more = at === MOST_TILES - 1 ? photos.length - MOST_TILES : 0
  const place = { at: at + 1, all: photos.length, name }
  if (more > 0) return t('photos:openOfMore', { ...place, more })
  return photos.length > 1 ? t('photos:openOf', place) : t('photos:open', { name })
}
