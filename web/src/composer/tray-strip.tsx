import { memo, type RefObject } from 'react'
import { GridList } from 'react-aria-components/GridList'
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { useTranslation } from 'react-i18next'
import { moved, withFiles, without } from '../posts/tray.ts'
import { withMovedTo } from '../ui/order.ts'
import type { TrayChange } from './tray.tsx'
import { TrayTile } from './tray-tile.tsx'
import type { Tile } from './use-tiles.ts'

interface TrayStripProps {
  place: RefObject<HTMLDivElement | null>
  tiles: readonly Tile[]
  onChange: (change: TrayChange) => void
  onOpen: (id: string) => void
}

/** What a dragged tile says it is; nothing outside takes it. */
const TILE = 'application/x-snug-tile'

/** The tiles in their order, to be gone through by arrows, and dragged. A hundred are not drawn anew without need. */
export const TrayStrip = memo(function TrayStrip({ place, tiles, onChange, onOpen }: TrayStripProps) {
  const { t } = useTranslation('composer')
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [TILE]: String(key) })),
    onReorder: ({ keys, target: { key, dropPosition } }) => {
      if (dropPosition !== 'on') onChange((tray) => withFiles(withMovedTo(tray, keys, key, dropPosition), []))
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="tray-drop" />,
  })
  return (
    <GridList
      ref={place}
      className="tray-strip"
      aria-label={t('tray.name')}
      orientation="horizontal"
      keyboardNavigationBehavior="tab"
      items={tiles}
      dragAndDropHooks={dragAndDropHooks}
      onAction={(key) => onOpen(String(key))}
    >
      {(tile) => (
        <TrayTile
          tile={tile}
          onMove={(by) => onChange((tray) => moved(tray, tile.id, by))}
          onRemove={() => onChange((tray) => without(tray, tile.id))}
        />
      )}
    </GridList>
  )
})
