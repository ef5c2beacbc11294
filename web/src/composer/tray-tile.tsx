import { ArrowLeft, ArrowRight, GripVertical, X } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { GridListItem } from 'react-aria-components/GridList'
import { useTranslation } from 'react-i18next'
import { Preview } from '../photos/preview.tsx'
import { kindOf } from '../posts/tray.ts'
import { keepFocus, passFocus } from '../ui/order.ts'
import type { Tile } from './use-tiles.ts'

interface TrayTileProps {
  tile: Tile
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** A picture in the tray: to be dragged, opened, moved and taken out. */
export function TrayTile({ tile: { id, picture, place, count }, onMove, onRemove }: TrayTileProps) {
  const { t } = useTranslation('composer')
  const at = place + 1
  const { alt, caption, refusal, file } = picture
  const words = refusal ?? (alt || caption)
  const name = t('tray.picture', { at, count })
  return (
    <GridListItem
      id={id}
      className="tray-tile"
      textValue={words ? `${name}: ${words}` : name}
      data-refused={refusal ? true : undefined}
    >
      <Preview file={file} alt="" kind={kindOf(file)} />
      {refusal && <p className="tray-refusal">{refusal}</p>}
      {!refusal && (alt || caption) && <span className="tray-words">{alt ? t('tray.alt') : t('tray.caption')}</span>}
      <Button slot="drag" className="tray-grip">
        <span>
          <GripVertical aria-hidden />
          {at}
        </span>
      </Button>
      <MoveButton name="earlier" label={t('tray.earlier', { at })} isDisabled={place === 0} onMove={() => onMove(-1)}>
        <ArrowLeft />
      </MoveButton>
      <MoveButton name="later" label={t('tray.later', { at })} isDisabled={at === count} onMove={() => onMove(1)}>
        <ArrowRight />
      </MoveButton>
      <Button
        name="remove"
        className="tray-button"
        aria-label={t('tray.remove', { at })}
        onPress={({ target }) => {
          passFocus(target as HTMLButtonElement, '.tray')
          onRemove()
        }}
      >
        <X />
      </Button>
    </GridListItem>
  )
}

interface MoveButtonProps {
  name: 'earlier' | 'later'
  label: string
  isDisabled: boolean
  onMove: () => void
  children: React.ReactNode
}

function MoveButton({ name, label, isDisabled, onMove, children }: MoveButtonProps) {
  return (
    <Button
      name={name}
      className="tray-button tray-move"
      aria-label={label}
      isDisabled={isDisabled}
      onPress={({ target }) => {
        onMove()
        keepFocus(target as HTMLButtonElement)
      }}
    >
      {children}
    </Button>
  )
}
