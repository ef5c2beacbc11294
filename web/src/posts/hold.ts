import type { ClientId } from '@snug/contracts'

/**
 * Waits until this tab is the one that sends a post, and holds it until the signal. The tab that wrote it is the first; when
 * it closes, or is killed, another gets it. Where the browser has no locks (a plain http address of the home network), all of
 * them send, and the house takes each thing once.
 */
export function hold(clientId: ClientId, until: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (!navigator.locks) return Promise.resolve()
  navigator.locks
    .request(`snug-post-${clientId}`, { signal: until }, () => {
      resolve()
      return new Promise<void>((over) => {
        if (until.aborted) over()
        until.addEventListener('abort', () => over())
      })
    })
    .catch(() => {}) // given up before it came to be ours
  return promise
}
