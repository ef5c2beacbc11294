import type { RoomId } from '@snug/contracts'
import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { moved, type TrayPicture, without } from '../posts/tray.ts'
import { heirOf } from '../ui/order.ts'
import { type At, TileDetails } from './tile-details.tsx'
import type { TrayChange } from './tray.tsx'
import { TrayFoot } from './tray-foot.tsx'
import { TrayStrip } from './tray-strip.tsx'
import { TurningNote } from './turning-note.tsx'
import { useSlowWords, useTiles } from './use-tiles.ts'
import { useTurning } from './use-turning.ts'

interface TrayViewProps {
  roomId: RoomId
  tray: readonly TrayPicture[]
  onChange: (change: TrayChange) => void
  onSend: () => void
}

/** The pictures of the next message: in order, each with a way out, a way along, and its words a tap away. */
export default function TrayView({ roomId, tray, onChange, onSend }: TrayViewProps) {
  const strip = useRef<HTMLDivElement>(null)
  const tiles = useTiles(tray)
  const drawn = useSlowWords(tiles)
  const [open, setOpen] = useState<{ id: string; at: At }>()
  const opened = tiles.find(({ id }) => id === open?.id)
  const turning = useTurning(roomId)
  const openTile = useCallback((id: string) => setOpen({ id, at: 'caption' }), [])

  const remove = (id: string) => onChange((now) => without(now, id))
  const onKeyDown = (event: KeyboardEvent) => {
    const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('.tray-tile') : null
    const id = tile?.dataset.key
    if (!id) return
    if (event.code === 'KeyA' && event.altKey) setOpen({ id, at: 'alt' })
    else if (event.code === 'KeyR' && event.altKey) turning.turn(id)
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend()
    else if (event.key === 'Delete' && event.target === tile) {
      remove(id)
      if (tray.length === 1) focusBox() // else the list gives the focus to the next tile
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const close = () => {
    setOpen(undefined)
    requestAnimationFrame(() => focusTile(strip.current, open?.id))
  }

  return (
    <div className="tray" onKeyDownCapture={onKeyDown}>
      <TrayStrip place={strip} tiles={drawn} onChange={onChange} onOpen={openTile} />
      <TrayFoot tray={tray} />
      {!opened && <TurningNote {...turning} />}
      {opened && (
        <TileDetails
          tile={opened}
          at={open?.at ?? 'caption'}
          opener={strip}
          turning={turning}
          onWrite={(words) => onChange((now) => now.map((one) => (one.id === opened.id ? { ...one, ...words } : one)))}
          onMove={(by) => onChange((now) => moved(now, opened.id, by))}
          onWalk={(by) => setOpen({ id: tiles[opened.place + by]?.id ?? opened.id, at: 'picture' })}
          onRemove={() => {
            const heir = heirOf(tiles, opened)
            remove(opened.id)
            if (heir) setOpen({ id: heir.id, at: 'picture' })
            else close()
          }}
          onSend={() => {
            close()
            onSend()
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

/** The focus goes to a tile, or if it has left, to the box where one writes. */
function focusTile(strip: HTMLElement | null, id: string | undefined) {
  const tile = strip?.querySelector<HTMLElement>(`.tray-tile[data-key="${id}"]`)
  if (tile) tile.focus()
  else focusBox()
}

const focusBox = () => document.getElementById('composer')?.focus()
