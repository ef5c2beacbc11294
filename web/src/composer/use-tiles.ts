import { useDeferredValue, useRef } from 'react'
import type { TrayPicture } from '../posts/tray.ts'

/** A picture with its place. */
export interface Tile {
  id: string
  picture: TrayPicture
  place: number
  count: number
}

/** The tiles of a tray. One that is as before is the same object, so that of a hundred only those are drawn that changed. */
export function useTiles(tray: readonly TrayPicture[]): readonly Tile[] {
  const before = useRef<Tile[]>([])
  const tiles = tray.map((picture, place) => {
    const last = before.current[place]
    return last?.picture === picture && last.count === tray.length
      ? last
      : { id: picture.id, picture, place, count: tray.length }
  })
  const isSame = tiles.length === before.current.length && tiles.every((tile, place) => tile === before.current[place])
  if (!isSame) before.current = tiles
  return before.current
}

/** The tiles for the strip: what comes, goes or moves is drawn at once, words when the writer pauses. */
export function useSlowWords(tiles: readonly Tile[]): readonly Tile[] {
  const late = useDeferredValue(tiles)
  const isInOrder = late.length === tiles.length && late.every(({ id }, place) => id === tiles[place]?.id)
  return isInOrder ? late : tiles
}
