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
  /** Text that is dragged, say into the composer, is none of our business. */
  const withFiles = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    act(event)
  }
  const goDeeper = (by: number) => {
    depth.current += by
    setOver(depth.current > 0)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target has no role; see above
    <div
      className="drop-zone"
      onDragEnter={withFiles(() => goDeeper(1))}
      onDragLeave={withFiles(() => goDeeper(-1))}
      onDragOver={withFiles(() => {})}
      onDrop={withFiles(({ dataTransfer }) => {
        goDeeper(-depth.current)
        onDrop([...dataTransfer.files])
      })}
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
