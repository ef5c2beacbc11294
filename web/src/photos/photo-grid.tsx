import type { Photo } from '@snug/contracts'
import { lazy, Suspense, useMemo, useState } from 'react'
import { type Photo as AlbumPhoto, RowsPhotoAlbum } from 'react-photo-album'
import 'react-photo-album/rows.css'
import { PhotoTile } from './photo-tile.tsx'
import { nameOf, sourcesOf } from './sources.ts'
import { TileFace } from './tile-face.tsx'
import './photo-grid.css'

const Lightbox = lazy(() => import('./lightbox.tsx'))

/** Tiles in the time line; the last one says how many more there are. */
export const MOST_TILES = 5
/** The grid is laid out for these widths and scaled in between, so that it never changes its rows while it is looked at. */
const WIDTHS = [640, 480]
/** A picture alone may be this large, but never larger than it is. */
const SINGLE_WIDTH = 640
const SINGLE_HEIGHT = 480
/** How many rows of pictures fit into a square, by the number of tiles: few are large, many are not too long. */
const ROWS: Record<number, number> = { 4: 2.5, 5: 3.2 }

export interface Tile extends AlbumPhoto {
  photo: Photo
  /** Where it is in the message, for people. */
  place: string
}

/** The pictures of a message, each in its own shape, in rows. Sizes are known before a byte has come. */
export function PhotoGrid({ photos, author }: { photos: readonly Photo[]; author: string }) {
  const [open, setOpen] = useState<Photo>()
  const tiles = useMemo(
    () => photos.slice(0, MOST_TILES).map((photo, at) => tileOf(photo, at, photos.length, author)),
    [photos, author],
  )
  const more = photos.length - tiles.length
  const only = tiles.length === 1 ? tiles[0] : undefined
  /** The last tile stands for those behind it, too. */
  const shownBy = (at: number) =>
    photos.slice(at, at === MOST_TILES - 1 ? undefined : at + 1).find(({ state }) => state === 'ready')
  return (
    <div className="photo-grid" style={only && { maxWidth: Math.min(only.width, SINGLE_WIDTH) }}>
      <RowsPhotoAlbum
        photos={tiles}
        spacing={4}
        targetRowHeight={(width) => width / (ROWS[tiles.length] ?? 2)}
        rowConstraints={{ maxPhotos: 3, singleRowMaxHeight: SINGLE_HEIGHT }}
        breakpoints={WIDTHS}
        defaultContainerWidth={WIDTHS[0] ?? 0}
        sizes={{ size: '640px', sizes: [{ viewport: '(max-width: 700px)', size: 'calc(100vw - 88px)' }] }}
        componentsProps={{ container: { 'aria-label': 'Pictures' } }}
        render={{
          image: (props, { photo: { photo } }) => <PhotoTile {...props} photo={photo} author={author} key="picture" />,
          extras: (_, { photo: { photo, place, label = '' }, index }) => {
            const shown = shownBy(index)
            return (
              <TileFace
                photo={photo}
                name={place}
                label={label}
                more={index === MOST_TILES - 1 ? more : 0}
                onOpen={shown && (() => setOpen(shown))}
              />
            )
          },
        }}
      />
      {photos.length === 1 && photos[0]?.caption && (
        <p className="photo-caption" dir="auto">
          {photos[0].caption}
        </p>
      )}
      <Suspense>
        {open && <Lightbox photos={photos} author={author} start={open} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </div>
  )
}

function tileOf(photo: Photo, at: number, count: number, author: string): Tile {
  const sources = sourcesOf(photo)
  const largest = sources.at(-1)
  const name = nameOf(photo, author)
  const more = at === MOST_TILES - 1 && count > MOST_TILES ? ` and +${count - MOST_TILES}` : ''
  const place = count > 1 ? `, ${at + 1} of ${count}${more}` : ''
  return {
    key: photo.id,
    src: sources[1]?.src ?? '',
    width: largest?.width ?? 1,
    height: largest?.height ?? 1,
    srcSet: sources,
    alt: name,
    label: `Open picture${place}: ${name}`,
    photo,
    place: `picture ${at + 1}`,
  }
}
