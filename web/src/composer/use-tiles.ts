import { useRef } from 'react'
import type { TrayPicture } from '../posts/tray.ts'

/** A picture with its place. */
export interface Tile {
  id: string
  picture: TrayPicture
  place: number
  count: number
}

/** The tiles of a tray. One that is as before is the same object, so that of a hundred only those are drawn that changed. */
export function useTiles(tray: readonly TrayPicture[]): Tile[] {
  const before = useRef<Tile[]>([])
  before.current = tray.map((picture, place) => {
    const last = before.current[place]
    return last?.picture === picture && last.count === tray.length
      ? last
      : { id: picture.id, picture, place, count: tray.length }
  })
  return before.current
}
