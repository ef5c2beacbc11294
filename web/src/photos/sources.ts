import { API_PREFIX, getPhoto, type Photo, pathOf, SIZES, type Variant } from '@snug/contracts'
import { t } from '../words/words.ts'

export function photoUrl({ id }: Pick<Photo, 'id'>, variant: Variant): string {
  return `${API_PREFIX}${pathOf(getPhoto.url, { photoId: id, variant })}`
}

export interface Source {
  src: string
  width: number
  height: number
}

/** The picture in its three sizes, smallest first, with the pixels each has: it is never enlarged. */
export function sourcesOf(photo: Photo): Source[] {
  return (['small', 'medium', 'large'] as const).map((variant) => {
    const scale = Math.min(1, SIZES[variant] / Math.max(photo.width, photo.height))
    const [width, height] = [photo.width, photo.height].map((edge) => Math.max(1, Math.round(edge * scale)))
    return { src: photoUrl(photo, variant), width: width ?? 1, height: height ?? 1 }
  })
}

/** For `srcset`. Sizes that have the same pixels are named once. */
export const srcSetOf = (sources: readonly Source[]): string =>
  sources
    .filter(({ width }, at) => sources.findIndex((source) => source.width === width) === at)
    .map(({ src, width }) => `${src} ${width}w`)
    .join(', ')

/** What a picture is called where it cannot be seen. Never by its file's name. */
export function nameOf({ alt, state }: Photo, author: string): string {
  const name = alt || t('photos:pictureBy', { author })
  if (state === 'pending') return t('photos:stillArriving', { name })
  if (state === 'failed') return t('photos:didNotArrive', { name })
  return alt || t('photos:notDescribed', { author })
}
