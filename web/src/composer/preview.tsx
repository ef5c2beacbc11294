import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import './preview.css'

/** A chosen picture; a sign in its place if this browser cannot draw it. */
export function Preview({ src, alt }: { src: string; alt: string }) {
  const [broken, setBroken] = useState(false)
  if (!broken) return <img className="preview" src={src} alt={alt} onError={() => setBroken(true)} />
  return (
    <span className="preview" role="img" aria-label={alt}>
      <ImageOff aria-hidden />
    </span>
  )
}
