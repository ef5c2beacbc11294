import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { API_PREFIX, login } from '@snug/contracts'
import { CHROMIUM_ARGS, ensureChromium } from '@snug/tools/chromium'
import { freePorts, House, ROOT, Trouble } from '@snug/tools/house'
import { buildWeb } from '@snug/tools/web'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { barriers, desktop, phone } from '../support/browser.ts'
import { PASSWORD } from '../support/person.ts'
import { contactSheet } from './contact-sheet.ts'
import { PLACES } from './places.ts'
import type { Screen } from './screen.ts'
import { type Stage, setStage } from './stage.ts'
import { STATES } from './states.ts'
import { THINGS } from './things.ts'

// npm run screens [-- part of a name...]: every screen in every state, at both sizes, light and dark, into test-results/screens.
const FOLDER = join(ROOT, 'test-results/screens')
const SIZES = { desktop, phone } satisfies Record<string, BrowserContextOptions>
const LOOKS = ['light', 'dark'] as const
/** What moves has come to rest, in ms. */
const REST_MS = 400

interface Shot {
  screen: Screen
  file: string
  /** What WCAG 2.2 AA would have mended. */
  barriers: string[]
}

async function take(
  browser: Browser,
  stage: Stage,
  screen: Screen,
  size: keyof typeof SIZES,
  look: 'light' | 'dark',
): Promise<Shot> {
  const context = await browser.newContext({
    ...SIZES[size],
    colorScheme: look,
    baseURL: stage.url,
    reducedMotion: 'reduce',
    ...screen.options,
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    if (screen.who)
      await context.request.post(`${API_PREFIX}${login.url}`, { data: { login: screen.who, password: PASSWORD } })
    await screen.show(page, stage)
    await page.waitForTimeout(REST_MS)
    await shown(page)
    const file = `${screen.name}-${size}-${look}.png`
    await page.screenshot({ path: join(FOLDER, file) })
    return { screen, file, barriers: await barriers(page) }
  } finally {
    await context.close()
  }
}

/** On a phone a window with a field waits, unseen, for the keyboard that its focus may open. */
const shown = (page: Page) =>
  page.waitForFunction(() => {
    const windows = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')]
    return windows.every((window) => window.checkVisibility({ opacityProperty: true }))
  })

async function takeAll(browser: Browser, stage: Stage, screens: readonly Screen[]): Promise<number> {
  const shots: Shot[] = []
  const broken: string[] = []
  for (const screen of screens)
    for (const size of ['desktop', 'phone'] as const)
      for (const look of screen.only && screen.only !== size ? [] : LOOKS) {
        const name = `${screen.name}, ${size}, ${look}`
        try {
          const shot = await take(browser, stage, screen, size, look)
          shots.push(shot)
          console.log(shot.barriers.length === 0 ? `ok  ${name}` : `AXE ${name}\n    ${shot.barriers.join('\n    ')}`)
        } catch (error) {
          broken.push(name)
          console.log(`--- ${name}: ${(error as Error).message.split('\n', 1)[0]}`)
        }
      }
  writeFileSync(join(FOLDER, 'index.html'), contactSheet(shots.map(({ file }) => file)))
  const found = shots.filter((shot) => shot.barriers.length > 0)
  console.log(
    `\n${shots.length} screens in ${FOLDER}; axe found something on ${found.length}, ${broken.length} could not be taken.`,
  )
  return found.length + broken.length
}

const wanted = process.argv.slice(2)
const screens = [...PLACES, ...THINGS, ...STATES].filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
)
const executablePath = ensureChromium()
if (!executablePath) throw new Trouble('There is no browser to look with.')
buildWeb(ROOT)
mkdirSync(FOLDER, { recursive: true })
const [port = 0] = await freePorts(1)
const dataDir = mkdtempSync(join(tmpdir(), 'snug-screens-'))
const house = new House({ dataDir, port, rateLimits: false, logLevel: 'warn', print: console.error })
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
try {
  await house.start()
  process.exitCode = (await takeAll(browser, await setStage(house.url), screens)) > 0 ? 1 : 0
} finally {
  await browser.close()
  await house.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
