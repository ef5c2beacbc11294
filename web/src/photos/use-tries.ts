import { getMe } from '@snug/contracts'
import { useEffect, useState } from 'react'
import { api } from '../session/api.ts'

const FIRST = { tries: 0, renewed: false, broken: false }

/**
 * For an image that may not come. If the session had run out it is renewed, and the picture asked for once more; then it
 * is broken, until the line is back or the person wants to see it again.
 */
export function useTries() {
  const [{ tries, renewed, broken }, set] = useState(FIRST)
  const giveUp = () => set({ tries, renewed, broken: true })
  const fail = () => {
    if (renewed) giveUp()
    else api(getMe, {}).then(() => set({ tries: tries + 1, renewed: true, broken: false }), giveUp)
  }
  const tryAgain = () => set({ tries: tries + 1, renewed: false, broken: false })

  useEffect(() => {
    if (!broken) return
    const again = () => set((before) => ({ tries: before.tries + 1, renewed: false, broken: false }))
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [broken])
  return {
    /** Another number is another try: the key of the image. */
    tries,
    broken,
    fail,
    tryAgain,
  }
}
