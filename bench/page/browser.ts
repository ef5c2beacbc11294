import { CHROMIUM_ARGS, ensureChromium } from '@snug/tools/chromium'
import { Trouble } from '@snug/tools/house'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'

/** @throws Trouble where there is no browser */
export async function openBrowser(): Promise<Browser> {
  const executablePath = ensureChromium()
  if (!executablePath) throw new Trouble('There is no browser to measure with.')
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc'] })
}

/** Somebody at a desk, with nothing in the cache. */
export const newVisitor = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 1280, height: 800 } })

/** Notes, on the page's own clock, when something is drawn that one can use. */
function watch(sign: string): void {
  const look = () => {
    // A frame later it has been painted.
    if (document.querySelector(sign))
      requestAnimationFrame(() => Object.assign(window, { usableAt: performance.now() }))
    else requestAnimationFrame(look)
  }
  look()
}

export interface Opened {
  /** Ms from the navigation until it could be used. */
  usable: number
  /** Compressed bytes of script that came until then and shortly after. */
  scriptBytes: number
}

/** When the page has settled, in ms: what it fetches after it can be used is not its first load. */
const SETTLED_MS = 1_000

/** Opens an address and measures until `sign`, a selector of all that makes it usable, is there. */
export async function open(page: Page, url: string, sign: string): Promise<Opened> {
  const session = await page.context().newCDPSession(page)
  const scripts = await countScripts(session)
  await page.addInitScript(watch, sign)
  await page.goto(url, { waitUntil: 'commit' })
  const usable = await page
    .waitForFunction(() => (window as unknown as { usableAt?: number }).usableAt)
    .then((handle) => handle.jsonValue())
  await page.waitForTimeout(SETTLED_MS)
  await session.detach()
  return { usable: usable ?? Number.NaN, scriptBytes: scripts() }
}

async function countScripts(session: CDPSession): Promise<() => number> {
  const scripts = new Map<string, number>()
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.set(requestId, 0))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scripts.set(requestId, encodedDataLength)
  })
  await session.send('Network.enable')
  return () => scripts.values().reduce((sum, bytes) => sum + bytes, 0)
}

/** MiB of JavaScript objects that are left after a thorough collection, and how many DOM nodes there are. */
export async function memoryOf(page: Page): Promise<{ mib: number; nodes: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes } = await session.send('Memory.getDOMCounters')
  await session.detach()
  return { mib: usedSize / 1024 / 1024, nodes }
}
