import { ImageOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { shrink } from './shrink.ts'
import './preview.css'

interface PreviewProps {
  file: File
  /** Empty where something else has the name. */
  alt: string
  /** What kind of file it is, said where this browser cannot draw it. */
  kind: string
}

/** A chosen picture, drawn small, and not before it may be seen; its kind in its place if this browser cannot draw it. */
export function Preview({ file, alt, kind }: PreviewProps) {
  const place = useRef<HTMLSpanElement>(null)
  const src = useShrunk(file, useSeen(place))
  if (src) return <img className="preview" src={src} alt={alt} draggable={false} decoding="async" />
  const name = alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true }
  return (
    <span ref={place} className="preview" {...name}>
      {src === null && (
        <>
          <ImageOff aria-hidden />
          {kind}
        </>
      )}
    </span>
  )
}

/** Whether an element has come into view, or close to it. */
function useSeen(place: { current: Element | null }): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        setSeen(true)
        observer.disconnect()
      },
      { rootMargin: '200px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [place])
  return seen
}

/** The address of a small copy, as long as it is drawn; undefined until it is there, null if there will be none. */
function useShrunk(file: File, wanted: boolean): string | null | undefined {
  const [src, setSrc] = useState<string | null>()
  useEffect(() => {
    if (!wanted) return
    const leaving = new AbortController()
    let address: string | undefined
    shrink(file, leaving.signal).then(
      (copy) => {
        if (leaving.signal.aborted) return
        address = URL.createObjectURL(copy)
        setSrc(address)
      },
      () => leaving.signal.aborted || setSrc(null),
    )
    return () => {
      leaving.abort()
      if (address) URL.revokeObjectURL(address)
    }
  }, [file, wanted])
  return src
}
