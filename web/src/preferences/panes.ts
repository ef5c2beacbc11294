import { Store } from '@snug/client'
import { z } from 'zod'

/** What a pane may measure in px: narrower it says nothing, wider it takes the room from what was said. */
export const PANES = {
  rail: { least: 208, usual: 272, most: 416 },
  panel: { least: 280, usual: 360, most: 560 },
} as const
export type Pane = keyof typeof PANES

const KEPT_AT = 'snug.panes'

const widthOf = (pane: Pane) => z.number().min(PANES[pane].least).max(PANES[pane].most).catch(PANES[pane].usual)
const Widths = z.object({ rail: widthOf('rail'), panel: widthOf('panel') })

/** How wide a person left the panes of a large screen, in px. */
export const paneWidths = new Store(kept())

function kept(): z.infer<typeof Widths> {
  try {
    return Widths.parse(JSON.parse(localStorage.getItem(KEPT_AT) ?? '{}'))
  } catch {
    return Widths.parse({})
  }
}

/** The nearest width that the pane may have. */
export const within = (pane: Pane, px: number): number =>
  Math.round(Math.min(PANES[pane].most, Math.max(PANES[pane].least, px)))

/** Makes a pane that wide, and keeps it so for the next visit. */
export function resizePane(pane: Pane, px: number): void {
  paneWidths.set({ ...paneWidths.get(), [pane]: within(pane, px) })
  try {
    localStorage.setItem(KEPT_AT, JSON.stringify(paneWidths.get()))
  } catch {
    // it holds for this visit then
  }
}

/** The style sheet lays out by these. */
export function applyPanes(): void {
  const apply = () => {
    for (const [pane, px] of Object.entries(paneWidths.get()))
      document.documentElement.style.setProperty(`--${pane}`, `${px}px`)
  }
  paneWidths.subscribe(apply)
  apply()
}
