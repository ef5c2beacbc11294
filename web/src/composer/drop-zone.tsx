import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import './drop-zone.css'

interface DropZoneProps {
  onDrop: (files: File[]) => void
  children: ReactNode
}

/** Takes pictures that are dragged anywhere over the room. Everything it does, the button does too. */
export function DropZone({ onDrop, children }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const depth = useRef(0) // entering a child comes before leaving its parent
  const enter = (by: 1 | -1) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    depth.current += by
    setOver(depth.current > 0)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target has no role; see above
    <div
      className="drop-zone"
      onDragEnter={enter(1)}
      onDragLeave={enter(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        depth.current = 0
        setOver(false)
        onDrop([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && (
        <div className="drop-sign" aria-hidden>
          Drop pictures to add them
        </div>
      )}
    </div>
  )
}
