import { newPhotoId } from '@snug/client'
import { MAX_PHOTO_BYTES, MAX_PHOTO_WORDS, MAX_PHOTOS, type Seq } from '@snug/contracts'
import { withMoved } from '../ui/order.ts'
import { t } from '../words/words.ts'
import { drop, type Picture } from './picture.ts'
import { pictures } from './progress.ts'

export interface TrayPicture extends Picture {
  /** Why it cannot be sent. */
  refusal?: string
}

/** What is being written in a room; it stays when one looks elsewhere. */
export interface RoomDraft {
  text: string
  tray: readonly TrayPicture[]
  /** The message that it answers. */
  replyTo?: Seq | undefined
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
  return withFiles(withMoved(tray, id, by), [])
}

/** The tray with another file for a picture, as when it was turned. */
export function withFile(tray: readonly TrayPicture[], id: string, file: File): TrayPicture[] {
  const changed = tray.map((picture) =>
    picture.id === id && drop(picture) ? { ...picture, file, preview: URL.createObjectURL(file) } : picture,
  )
  return withFiles(changed, [])
}

const pictureOf = (file: File): TrayPicture => ({
  id: newPhotoId(),
  file,
  preview: URL.createObjectURL(file),
  alt: '',
  caption: '',
})

/** Pictures by their names, for many systems do not know the type of these. */
const BY_NAME = /\.(heic|heif|avif)$/i
/** Pictures, but none that the house opens. */
const UNOPENED = /^image\/(svg|bmp|tiff|x-|vnd)/

function refusalOf({ name, type, size }: File, place: number): string | undefined {
  const choose = t('posts:refusal.choose')
  if (place >= MAX_PHOTOS) return t('posts:refusal.tooMany', { most: MAX_PHOTOS })
  if (!isPicture({ name, type })) return t('posts:refusal.noPicture', { choose })
  if (UNOPENED.test(type)) return t('posts:refusal.unopened', { choose })
  if (size === 0) return t('posts:refusal.empty')
  if (size > MAX_PHOTO_BYTES)
    return t('posts:refusal.tooLarge', { size: megabytes(size), most: megabytes(MAX_PHOTO_BYTES) })
  return undefined
}

/** Rounded up, so that what is too large also reads so. */
const megabytes = (bytes: number) => t('posts:megabytes', { count: Math.ceil(bytes / MEGABYTE) })

/** "12 pictures, 34 MB": what will be sent. */
export function sumOf(tray: readonly TrayPicture[]): string {
  const sent = tray.filter(({ refusal }) => !refusal)
  const bytes = sent.reduce((sum, { file }) => sum + file.size, 0)
  return t('posts:sum', { pictures: pictures(sent.length), size: megabytes(bytes) })
}

/** Whether all that is written about the pictures is more than one message holds. */
export const saysTooMuch = (tray: readonly TrayPicture[]): boolean =>
  tray.reduce((sum, { alt, caption }) => sum + alt.length + caption.length, 0) > MAX_PHOTO_WORDS

/** What a file is, where it cannot be drawn: "HEIC". */
export const kindOf = ({ name, type }: File): string =>
  (/\.(\w{2,5})$/.exec(name)?.[1] ?? type.replace(/^.*\//, '')).toUpperCase()

/** Whether a file says of itself that it is a picture, of whatever kind. */
export const isPicture = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  type.startsWith('image/') || BY_NAME.test(name)
