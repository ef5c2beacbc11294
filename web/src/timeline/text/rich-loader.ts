import { Store } from '@snug/client'
import type { Names } from './pieces.ts'

/** Draws Markdown; here once it was needed, for it weighs as much as a quarter of the first load. */
export const richHtml = new Store<((text: string, names: Names) => string) | undefined>(undefined)

let loading = false

/** Fetches it, once. Texts are drawn as they were written until then, in the same place. */
export function loadRich(): void {
  if (loading) return
  loading = true
  import('./rich.ts').then(
    (rich) => richHtml.set(rich.richHtml),
    () => {
      loading = false
    },
  )
}
