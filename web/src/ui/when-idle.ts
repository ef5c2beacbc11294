/** The first screen has the line and the processor for itself for so long, in ms. */
const FIRST_MS = 400
/** A page that never rests is interrupted after so many ms more. */
const AT_LATEST_MS = 400

let idle: Promise<void> | undefined

/** Resolves when the first screen has come and the page has nothing better to do; for the code that nobody looks at yet. */
export function whenIdle(): Promise<void> {
  idle ??= new Promise((resolve) =>
    setTimeout(() => {
      // Not every browser tells when it rests.
      if (window.requestIdleCallback) window.requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS })
      else resolve()
    }, FIRST_MS),
  )
  return idle
}
