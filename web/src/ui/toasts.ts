import { Store } from '@snug/client'

/** How long a notice stays that only has to be read, in ms. */
const READ_MS = 6_000
/** More than these would cover what they are about; the oldest goes. */
const MOST_TOASTS = 3

interface Notice {
  sentence: string
  /** How long it stays, while nobody points at it or has the focus in it. */
  ms?: number
  /** What may be done about it: "Undo". */
  action?: { word: string; act: () => void }
  /** It went by itself or was closed, and its action was not taken. */
  onPassed?: () => void
}

export interface Toast extends Notice {
  id: number
  ms: number
}

/** The notices on the screen now, the newest last. */
export const toasts = new Store<readonly Toast[]>([])

let shown = 0

/** Shows a notice over the page, and has it read out. @returns takes it away, as if its action had been taken */
export function notify(notice: Notice): () => void {
  const toast = { ms: READ_MS, ...notice, id: ++shown }
  const now = [...toasts.get(), toast]
  toasts.set(now.slice(-MOST_TOASTS))
  for (const { onPassed } of now.slice(0, -MOST_TOASTS)) onPassed?.()
  return () => void take(toast)
}

/** Its time is over, or it was closed. */
export function pass(toast: Toast): void {
  if (take(toast)) toast.onPassed?.()
}

/** Takes a notice from the screen. @returns whether it was there */
export function take({ id }: Toast): boolean {
  const left = toasts.get().filter((toast) => toast.id !== id)
  const isThere = left.length < toasts.get().length
  toasts.set(left)
  return isThere
}
