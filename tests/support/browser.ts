import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROMIUM_ARGS } from '@snug/tools/chromium'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** `npm test` says which browser it found. */
const CHROMIUM = process.env.SNUG_CHROMIUM ?? '/usr/bin/chromium'
/** A reason to skip, where there is no browser. */
export const noBrowser = existsSync(CHROMIUM) ? false : `no browser at ${CHROMIUM}`

export const desktop = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions
export const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions

/** How long a page may take for what it is asked, on a machine that has much to do, in ms. */
export const PATIENCE_MS = 30_000
/** How long pictures may take: they are redrawn with what such a machine has left over. */
export const DEVELOPED_MS = 240_000

/** A browser until the test ends; each person in it has their own cookies. */
export async function startBrowser(t: { after(fn: () => Promise<void>): void }) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS })
  t.after(() => browser.close())
  return { newPage: (url: string, options: BrowserContextOptions = desktop) => newPage(browser, url, options) }
}

/** A refused request and a line that is down are part of some stories; a refused script or style never is. */
const PART_OF_STORIES = /^Failed to load resource|net::ERR_INTERNET_DISCONNECTED/

/** A page of somebody's own, that remembers what went wrong in it. */
async function newPage(browser: Browser, url: string, options: BrowserContextOptions) {
  return watched(await browser.newContext({ ...options, baseURL: url }))
}

/** A page of one person's, with what went wrong in it. */
export interface Visit {
  page: Page
  errors: string[]
}

async function watched(context: BrowserContext): Promise<Visit> {
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !PART_OF_STORIES.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

/** A browser of one person's own, that can be killed and opened again with all that it had on disk. */
export async function startOwnBrowser(
  t: { after(fn: () => Promise<void>): void },
  url: string,
  options: BrowserContextOptions = desktop,
) {
  const folder = mkdtempSync(join(tmpdir(), 'snug-browser-'))
  let context: BrowserContext | undefined
  t.after(async () => {
    await context?.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  return {
    open: async () => {
      context = await chromium.launchPersistentContext(folder, {
        ...options,
        executablePath: CHROMIUM,
        args: CHROMIUM_ARGS,
        baseURL: url,
      })
      return watched(context)
    },
    /** As a person does: what is in memory gets to disk. */
    close: async () => {
      await context?.close()
      context = undefined
    },
    /** As a battery does. Its lock says which process it is. */
    kill: async () => {
      const pid = Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1))
      const gone = new Promise((done) => context?.once('close', done))
      process.kill(pid, 'SIGKILL')
      await gone
      context = undefined
    },
  }
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/**
 * What WCAG 2.2 AA would have mended on the screen as it is now. One rule is experimental in axe, and takes the letter of an
 * avatar, which is hidden from readers, for a label.
 */
export async function barriers(page: Page): Promise<string[]> {
  await stillness(page)
  await page.evaluate(readFileSync(axe, 'utf8'))
  const { violations } = await page.evaluate(() =>
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    (globalThis as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      rules: { 'label-content-name-mismatch': { enabled: false } },
    }),
  )
  return violations.map(
    ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      `${id}: ${nodes.map(({ html }) => html.slice(0, 150)).join(' | ')}`,
  )
}

/** Waits until nothing fades or slides any more: what is half transparent has no contrast yet. What never ends is no news. */
const stillness = (page: Page) =>
  page.evaluate(async () => {
    const ends = document.getAnimations().filter(({ playState, effect }) => {
      const end = Number(effect?.getComputedTiming().endTime)
      return playState === 'running' && Number.isFinite(end)
    })
    await Promise.allSettled(ends.map(({ finished }) => finished))
  })

/** Keeps a picture of the screen when SNUG_SCREENSHOTS names a folder. */
export async function snap(page: Page, name: string): Promise<void> {
  const folder = process.env.SNUG_SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
