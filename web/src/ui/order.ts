/** The list with one item a place earlier (-1) or later (1), if there is one. */
export function withMoved<T extends { id: string }>(items: readonly T[], id: string, by: -1 | 1): T[] {
  const from = items.findIndex((item) => item.id === id)
  const next = [...items]
  const [item] = next.splice(from, 1)
  if (item) next.splice(Math.max(0, from + by), 0, item)
  return next
}

/** The list with some items, in their order, right before or after another one. */
export function withMovedTo<T extends { id: string }>(
  items: readonly T[],
  ids: ReadonlySet<unknown>,
  target: unknown,
  side: 'before' | 'after',
): T[] {
  const [left, taken] = [items.filter(({ id }) => !ids.has(id)), items.filter(({ id }) => ids.has(id))]
  const at = left.findIndex(({ id }) => id === target)
  return at < 0 ? [...items] : left.toSpliced(side === 'before' ? at : at + 1, 0, ...taken)
}

/** What takes the place of an item that goes: the next one, or the one before. */
export function heirOf<T>(items: readonly T[], item: T): T | undefined {
  const at = items.indexOf(item)
  return items[at + 1] ?? items[at - 1]
}

/** Frames in which a tile may go: its place is given up on the house first, over whatever line there is. */
const MOST_FRAMES = 900

/**
 * To be called before a button goes with its tile: the button of the same name in the tile beside it gets the focus;
 * without one `bar`, if it is still there, or else the box where one writes. Who looks elsewhere meanwhile is let be.
 * @param tiles selects what holds the tiles
 */
export function passFocus(button: HTMLButtonElement, tiles: string, bar?: HTMLElement | null): void {
  const same = button.closest(tiles)?.querySelectorAll<HTMLButtonElement>(`button[name="${button.name}"]`) ?? []
  const heirs = [heirOf([...same], button), bar, document.getElementById('composer')]
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      if (button.isConnected && frames > 0) look(frames - 1)
      else if (!button.isConnected && document.activeElement === document.body)
        heirs.find((heir) => heir?.isConnected)?.focus()
    })
  look(MOST_FRAMES)
}

/** Gives the focus back to a button that moved with its item; at the end of the way, to one beside it. */
export function keepFocus(button: HTMLButtonElement): void {
  requestAnimationFrame(() => {
    const beside = button.parentElement?.querySelector<HTMLButtonElement>('button:not(:disabled)')
    const next = button.disabled ? beside : button
    next?.focus()
  })
}
