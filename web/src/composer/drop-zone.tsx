import type { Room } from '@snug/contracts'
import { ImagePlus } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Dropped, filesDropped } from './dropped.ts'
import './drop-zone.css'

interface DropZoneProps {
  room: Room
  onDrop: (dropped: Dropped) => void
  children: ReactNode
}

/** A drag tells every 350 ms or sooner that it is still here. After this long it has ended elsewhere, say by Esc. */
const GONE_MS = 800

/** Takes pictures and folders that are dragged anywhere over the room. Everything it does, the button does too. */
export function DropZone({ room, onDrop, children }: DropZoneProps) {
  const { t } = useTranslation('composer')
  const { over, come, go } = useOver()
  useNoDropElsewhere()
  // In the capturing phase: the tray has drops of its own, and takes no files.
  return (
    <div
      className="drop-zone"
      onDragEnterCapture={withFiles(come)}
      onDragOverCapture={withFiles(come)}
      onDragLeaveCapture={withFiles((event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) go()
      })}
      onDropCapture={withFiles(({ dataTransfer }) => {
        go()
        void filesDropped(dataTransfer).then(onDrop)
      })}
    >
      {children}
      {over && (
        <div className="drop-sign" aria-hidden>
          <ImagePlus />
          <span>{t('drop', { room: room.name })}</span>
          <small>{t('dropHint')}</small>
        </div>
      )}
    </div>
  )
}

/** Text that is dragged, say into the composer, and tiles of the tray are none of our business. */
const withFiles = (act: (event: DragEvent) => void) => (event: DragEvent) => {
  if (!event.dataTransfer.types.includes('Files')) return
  event.preventDefault()
  event.stopPropagation()
  act(event)
}

/** Whether a drag is over the room: it says so again and again, and not always when it leaves. */
function useOver() {
  const [over, setOver] = useState(false)
  const gone = useRef<ReturnType<typeof setTimeout>>(undefined)
  const go = () => {
    clearTimeout(gone.current)
    setOver(false)
  }
  const come = () => {
    clearTimeout(gone.current)
    gone.current = setTimeout(go, GONE_MS)
    setOver(true)
  }
  useEffect(() => () => clearTimeout(gone.current), [])
  return { over, come, go }
}

/** A file that falls beside the room would be opened by the browser in place of Snug. */
function useNoDropElsewhere() {
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}
