import { MAX_PHOTO_BYTES, MAX_PHOTOS } from '@snug/contracts'
import { drop, type Picture } from './posts.ts'

export interface TrayPicture extends Picture {
  /** Why it cannot be sent. */
  refusal?: string
}

/** What is being written in a room; it stays when one looks elsewhere. */
export interface RoomDraft {
  text: string
  tray: readonly TrayPicture[]
}

export const emptyDraft: RoomDraft = { text: '', tray: [] }

const MEGABYTE = 1024 * 1024

/** Puts files into the tray; tells at once what the house would refuse. */
export function withFiles(tray: readonly TrayPicture[], files: readonly File[]): TrayPicture[] {
  return [...tray, ...files.map(pictureOf)].map((picture, place) => {
    const { refusal: _, ...bare } = picture
    const refusal = refusalOf(picture.file, place)
    return refusal ? { ...bare, refusal } : bare
  })
}

/** The tray without one picture; those behind it may fit now. */
export function without(tray: readonly TrayPicture[], id: string): TrayPicture[] {
  return withFiles(
    tray.filter((picture) => picture.id !== id || !drop(picture)),
    [],
  )
}

/** The tray with a picture one place earlier (-1) or later (1). */
export function moved(tray: readonly TrayPicture[], id: string, by: -1 | 1): TrayPicture[] {
  const from = tray.findIndex((picture) => picture.id === id)
  const next = [...tray]
  const [picture] = next.splice(from, 1)
  if (picture) next.splice(from + by, 0, picture)
  return withFiles(next, [])
}

let chosen = 0

const pictureOf = (file: File): TrayPicture => ({
  id: `picture-${++chosen}`,
  file,
  preview: URL.createObjectURL(file),
  alt: '',
})

function refusalOf(file: File, place: number): string | undefined {
  if (place >= MAX_PHOTOS) return `A message holds ${MAX_PHOTOS} pictures. Send this one in the next.`
  if (!file.type.startsWith('image/')) return 'This is not a picture.'
  if (file.size > MAX_PHOTO_BYTES)
    return `${Math.ceil(file.size / MEGABYTE)} MB is too large; ${MAX_PHOTO_BYTES / MEGABYTE} MB is the most. Make it smaller.`
  return undefined
}
