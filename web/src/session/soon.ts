/** Does something once for all who ask within so many ms. */
export function soon(ms: number, work: () => void): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    setTimeout(() => {
      isPlanned = false
      work()
    }, ms)
  }
}
