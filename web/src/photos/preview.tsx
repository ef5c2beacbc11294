import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import './preview.css'

interface PreviewProps {
  src: string
  alt: string
  /** What kind of file it is, said where this browser cannot draw it. */
  kind: string
}

/** A chosen picture; its kind in its place if this browser cannot draw it. */
export function Preview({ src, alt, kind }: PreviewProps) {
  const [broken, setBroken] = useState(false)
  if (!broken)
    return (
      <img className="preview" src={src} alt={alt} loading="lazy" decoding="async" onError={() => setBroken(true)} />
    )
  return (
    <span className="preview" role="img" aria-label={alt}>
      <ImageOff aria-hidden />
      {kind}
    </span>
  )
}
