import { ArrowLeft, ArrowRight, GripVertical, X } from 'lucide-react'
import type { ReactNode, SyntheticEvent } from 'react'
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
  const move = (by: -1 | 1) => (button: HTMLButtonElement) => {
    onMove(by)
    keepFocus(button)
  }
  const remove = (button: HTMLButtonElement) => {
    passFocus(button, '.tray')
    onRemove()
  }
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
      <TileButton name="earlier" label={t('tray.earlier', { at })} disabled={place === 0} onPress={move(-1)}>
        <ArrowLeft />
      </TileButton>
      <TileButton name="later" label={t('tray.later', { at })} disabled={at === count} onPress={move(1)}>
        <ArrowRight />
      </TileButton>
      <TileButton name="remove" label={t('tray.remove', { at })} onPress={remove}>
        <X />
      </TileButton>
    </GridListItem>
  )
}

interface TileButtonProps {
  name: 'earlier' | 'later' | 'remove'
  label: string
  disabled?: boolean
  onPress: (button: HTMLButtonElement) => void
  children: ReactNode
}

/** A press on the button is none on its tile. */
const keepFromTile = (event: SyntheticEvent) => event.stopPropagation()

/** A button of the browser, for a tray has hundreds of them, and those of the library are slow to draw. */
function TileButton({ name, label, disabled, onPress, children }: TileButtonProps) {
  return (
    <button
      type="button"
      name={name}
      className="tray-button"
      aria-label={label}
      disabled={disabled}
      onPointerDown={keepFromTile}
      onMouseDown={keepFromTile}
      onClick={(event) => {
        event.stopPropagation()
        onPress(event.currentTarget)
      }}
    >
      {children}
    </button>
  )
}
