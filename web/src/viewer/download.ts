import { problemIn } from '@snug/contracts'
import type { Shown } from '../photos/picture-pages.ts'
import { photoUrl } from '../photos/sources.ts'
import { renewing } from '../session/api.ts'

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

/** Signs that some system does not let into the name of a file. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]/gu

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** "2026-11-28 14.05 Ann.jpg": by when and by whom, for what a file was called elsewhere is nobody's business. */
export function fileName(author: string, at: Date, type: string): string {
  const day = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-')
  const name = author.replace(FORBIDDEN, '').replace(/^\.+|[. ]+$/g, '')
  const extension = EXTENSIONS[type]
  const words = [day, `${twoDigits(at.getHours())}.${twoDigits(at.getMinutes())}`, name].filter(Boolean).join(' ')
  return extension ? `${words}.${extension}` : words
}

/** The browser has taken the file over by then, in ms. */
const TAKEN_MS = 60_000

/** Hands the clean picture to the browser as a file: full size, and nothing in it but the picture. @throws Problem */
export async function download({ photo, message }: Shown, author: string): Promise<void> {
  const blob = await renewing(async () => {
    const response = await fetch(photoUrl(photo, 'clean'))
    if (!response.ok) throw await problemIn(response)
    return response.blob()
  })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName(author, message.sentAt, blob.type)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN_MS)
}
