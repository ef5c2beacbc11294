import { Store } from '@snug/client'

/** A page that stays open for days asks this often whether there is a newer one, in ms. */
const ASK_EVERY_MS = 60 * 60_000

/** After so many ms the first screen has all it needs, and the line is free for the shell. */
const SETTLED_MS = 2_000

/** Whether a newer Snug than this page is here. */
export const newVersion = new Store(false)

let registration: ServiceWorkerRegistration | undefined
let isReloading = false

/** Lets the service worker keep the shell, so that Snug opens without a line. A plain http address has no such worker. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  let isUpdate = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    if (isReloading) location.reload()
    else newVersion.set(isUpdate) // another window let the new one take over
    isUpdate = true
  })
  setTimeout(() => void register(), SETTLED_MS)
}

async function register(): Promise<void> {
  const found = await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  if (!found) return // a browser that keeps nothing; Snug needs its line then
  registration = found
  const look = () => found.waiting && found.active && newVersion.set(true)
  found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', look))
  look()
  setInterval(() => void found.update().catch(() => {}), ASK_EVERY_MS)
}

/** Lets the newer Snug take over, and begins anew with it. */
export function takeNewVersion(): void {
  isReloading = true
  if (registration?.waiting) registration.waiting.postMessage({ type: 'SKIP_WAITING' })
  else location.reload()
}
