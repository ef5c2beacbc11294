import { type KeyboardEvent, useRef, useState } from 'react'
import { GridList } from 'react-aria-components/GridList'
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { useTranslation } from 'react-i18next'
import { moved, type TrayPicture, withFiles, without } from '../posts/tray.ts'
import { heirOf, withMovedTo } from '../ui/order.ts'
import { type At, TileDetails } from './tile-details.tsx'
import { TrayFoot } from './tray-foot.tsx'
import { TrayTile } from './tray-tile.tsx'
import { useTiles } from './use-tiles.ts'

interface TrayViewProps {
  tray: readonly TrayPicture[]
  onChange: (tray: TrayPicture[]) => void
  onSend: () => void
}

/** What a dragged tile says it is; nothing outside takes it. */
const TILE = 'application/x-snug-tile'

/** The pictures of the next message: in order, each with a way out, a way along, and its words a tap away. */
export default function TrayView({ tray, onChange, onSend }: TrayViewProps) {
  const { t } = useTranslation('composer')
  const strip = useRef<HTMLDivElement>(null)
  const tiles = useTiles(tray)
  const [open, setOpen] = useState<{ id: string; at: At }>()
  const opened = tiles.find(({ id }) => id === open?.id)

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [TILE]: String(key) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === 'on') return
      onChange(withFiles(withMovedTo(tray, keys, target.key, target.dropPosition), []))
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="tray-drop" />,
  })
  const remove = (id: string) => onChange(without(tray, id))
  /** The list gives the focus to the next tile, if there is one. */
  const removeByKey = (id: string) => {
    remove(id)
    if (tray.length === 1) focusBox()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('.tray-tile') : null
    const id = tile?.dataset.key
    if (!id) return
    if (event.code === 'KeyA' && event.altKey) setOpen({ id, at: 'alt' })
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend()
    else if (event.key === 'Delete' && event.target === tile) removeByKey(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const close = () => {
    setOpen(undefined)
    requestAnimationFrame(() => focusTile(strip.current, open?.id))
  }

  return (
    <div className="tray" onKeyDownCapture={onKeyDown}>
      <GridList
        ref={strip}
        className="tray-strip"
        aria-label={t('tray.name')}
        orientation="horizontal"
        keyboardNavigationBehavior="tab"
        items={tiles}
        dragAndDropHooks={dragAndDropHooks}
        onAction={(key) => setOpen({ id: String(key), at: 'caption' })}
      >
        {(tile) => (
          <TrayTile tile={tile} onMove={(by) => onChange(moved(tray, tile.id, by))} onRemove={() => remove(tile.id)} />
        )}
      </GridList>
      <TrayFoot tray={tray} />
      {opened && (
        <TileDetails
          tile={opened}
          at={open?.at ?? 'caption'}
          opener={strip}
          onWrite={(words) => onChange(tray.map((one) => (one.id === opened.id ? { ...one, ...words } : one)))}
          onMove={(by) => onChange(moved(tray, opened.id, by))}
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
