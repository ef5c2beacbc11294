import { API_PREFIX, getPhoto, type Photo, pathOf, SIZES, type Variant } from '@snug/contracts'

export function photoUrl({ id }: Photo, variant: Variant): string {
  return `${API_PREFIX}${pathOf(getPhoto.url, { photoId: id, variant })}`
}

interface Source {
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

/** What a picture is called where it cannot be seen. Never by its file's name. */
export function nameOf({ alt, state }: Photo, author: string): string {
  if (state === 'pending') return alt ? `${alt}, still arriving` : `Picture by ${author}, still arriving`
  if (state === 'failed') return alt ? `${alt}, did not arrive` : `Picture by ${author}, did not arrive`
  return alt || `Picture by ${author}, not described`
}
