import { getMe } from '@snug/contracts'
import { type ComponentProps, useState } from 'react'
import { api } from '../session/api.ts'
import { placeholder } from './placeholder.ts'

/** One picture, with its blur behind it until it comes. If the session had run out it is renewed and asked once more. */
export function PhotoTile({ thumbhash, style, ...image }: ComponentProps<'img'> & { thumbhash: string }) {
  const [tries, setTries] = useState(0)
  const blur = placeholder(thumbhash)
  const askAgain = () => {
    if (tries > 0) return
    api(getMe, {}).then(
      () => setTries(1),
      () => {},
    )
  }
  return (
    <img
      {...image}
      key={tries}
      alt={image.alt}
      loading="lazy"
      decoding="async"
      onError={askAgain}
      style={blur ? { ...style, backgroundImage: `url("${blur}")` } : style}
    />
  )
}
