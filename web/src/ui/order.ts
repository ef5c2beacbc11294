/** The list with one item a place earlier (-1) or later (1), if there is one. */
export function withMoved<T extends { id: string }>(items: readonly T[], id: string, by: -1 | 1): T[] {
  const from = items.findIndex((item) => item.id === id)
  const next = [...items]
  const [item] = next.splice(from, 1)
  if (item) next.splice(Math.max(0, from + by), 0, item)
  return next
}

/** Gives the focus back to a button that moved with its item; at the end of the way, to one beside it. */
export function keepFocus(button: HTMLButtonElement): void {
  requestAnimationFrame(() => {
    const beside = button.parentElement?.querySelector<HTMLButtonElement>('button:not(:disabled)')
    const next = button.disabled ? beside : button
    next?.focus()
  })
}
