import { type KeyboardEvent, type PointerEvent, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { PANES, type Pane, paneWidths, resizePane, within } from '../preferences/panes.ts'
import './splitter.css'

/** How far an arrow key moves it, in px. */
const STEP = 16

interface SplitterProps {
  pane: Pane
  /** The id of the pane. */
  controls: string
}

/** The edge between two panes: dragged, moved by arrow keys, put back by a double click or Enter. */
export function Splitter({ pane, controls }: SplitterProps) {
  const { t } = useTranslation('app')
  const width = useSyncExternalStore(paneWidths.subscribe, paneWidths.get)[pane]
  const grip = useRef<{ from: number; width: number; grows: number }>(undefined)
  const { least, usual, most } = PANES[pane]

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { from: event.clientX, width, grows: growsToward(pane, event.currentTarget) }
  }
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (grip.current) resizePane(pane, grip.current.width + (clientX - grip.current.from) * grip.current.grows)
  }
  const letGo = () => {
    grip.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = widthAfter(event.key, pane, width, growsToward(pane, event.currentTarget))
    if (to === undefined) return
    event.preventDefault()
    resizePane(pane, to)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      tabIndex={0}
      className="splitter"
      data-pane={pane}
      aria-orientation="vertical"
      aria-label={t(pane === 'rail' ? 'railWidth' : 'panelWidth')}
      aria-controls={controls}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onDoubleClick={() => resizePane(pane, usual)}
      onKeyDown={onKeyDown}
    />
  )
}

/** 1 where a pane grows when its edge moves to the right, else -1. */
function growsToward(pane: Pane, edge: HTMLElement): 1 | -1 {
  const rightToLeft = getComputedStyle(edge).direction === 'rtl'
  return (pane === 'rail') !== rightToLeft ? 1 : -1
}

/** How wide the pane is after that key; undefined when the key means nothing to it. */
function widthAfter(key: string, pane: Pane, width: number, grows: 1 | -1): number | undefined {
  const { least, usual, most } = PANES[pane]
  const widths: Record<string, number> = {
    ArrowRight: width + STEP * grows,
    ArrowLeft: width - STEP * grows,
    Home: least,
    End: most,
    Enter: usual,
  }
  const to = widths[key]
  return to === undefined ? undefined : within(pane, to)
}
