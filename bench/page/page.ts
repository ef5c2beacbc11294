import { join } from 'node:path'
import { API_PREFIX, login } from '@snug/contracts'
import { ROOT } from '@snug/tools/house'
import { buildWeb } from '@snug/tools/web'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Settings } from '../compare.ts'
import { snug } from '../systems/snug.ts'
import type { Rounds } from '../table.ts'
import { memoryOf, newVisitor, open, openBrowser } from './browser.ts'
import { serveEmptyPage } from './empty.ts'
import { fillLongRoom, type LongRoom, MESSAGES, PASSWORD, PICTURES } from './long-room.ts'
import { scrollTo } from './scroll.ts'
import { traced } from './trace.ts'

/** A cheap phone beside this machine, on a line of 4G as browsers' tools have it. */
const PHONE = { cpu: 4, latencyMs: 60, bytesPerSecond: 1_125_000 }
const MINUTES = 10
const MINUTE_MS = 60_000

/** A box to write in, and something said. */
const USABLE_ROOM = 'body:has(#composer) [data-seq]'
const USABLE_EMPTY = '#composer'

export const ABOUT_PAGE = `first load of a room of ${MESSAGES} messages and ${PICTURES} pictures, and scrolling through it, beside an empty page of the same framework`
export const ABOUT_SCROLLING = `memory of the page over ${MINUTES} minutes of scrolling through that room`

/** What a first visit takes, each time with nothing in the cache; then one walk through the whole room. */
export async function page(settings: Settings, print: (line: string) => void): Promise<Rounds> {
  const rounds: Rounds = { limit: [], snug: [] }
  await withRoom(settings, async ({ browser, url, room }) => {
    const empty = await serveEmptyPage(settings.folder, settings.cores)
    try {
      await visit(browser, url, room, async () => {}) // the server is warm after it
      for (let run = 0; run < settings.runs; run++) {
        settings.signal.throwIfAborted()
        const context = await newVisitor(browser)
        rounds.limit.push(await figuresOf(await context.newPage(), empty.url, USABLE_EMPTY))
        await context.close()
        await visit(browser, url, room, async (visitor, address) => {
          rounds.snug.push(await figuresOf(await visitor.newPage(), address, USABLE_ROOM))
        })
      }
    } finally {
      await empty.stop()
    }
    await visit(browser, url, room, async (visitor, address) => print(await onPhone(await visitor.newPage(), address)))
    await visit(browser, url, room, async (visitor, address) => {
      const page = await visitor.newPage()
      await open(page, address, USABLE_ROOM)
      for (const [way, towards] of [
        ['down', 1], // it opened at what is unread, which is all
        ['up', -1],
      ] as const) {
        const work = await traced(page, () => scrollTo(page, towards, MESSAGES))
        print(
          `scrolling ${way} through ${MESSAGES} messages: longest task ${work.longest.toFixed(0)} ms, ` +
            `${work.over100} over 100 ms, ${work.over50} over 50 ms, ${work.frames.toFixed(0)} frames a second`,
        )
      }
    })
  })
  return rounds
}

/** Back and forth for minutes; what is left after a collection each minute, beside the empty page's. */
export async function scrolling(settings: Settings, print: (line: string) => void): Promise<Rounds> {
  const rounds: Rounds = { limit: [], snug: [] }
  await withRoom(settings, async ({ browser, url, room }) => {
    const empty = await serveEmptyPage(settings.folder, settings.cores)
    const context = await newVisitor(browser)
    rounds.limit.push({ figures: await memoryAfter(await context.newPage(), empty.url), busy: 0 })
    await empty.stop()
    await visit(browser, url, room, async (visitor, address) => {
      const page = await visitor.newPage()
      await open(page, address, USABLE_ROOM)
      let towards: -1 | 1 = -1
      const held: number[] = []
      for (let minute = 1; minute <= MINUTES; minute++) {
        settings.signal.throwIfAborted()
        const deadline = performance.now() + MINUTE_MS
        while (performance.now() < deadline) {
          await scrollTo(page, towards, MESSAGES, deadline)
          if (performance.now() < deadline) towards = towards === 1 ? -1 : 1
        }
        const { mib, nodes } = await memoryOf(page)
        held.push(mib)
        print(`after ${minute} min: ${mib.toFixed(1)} MiB of objects, ${nodes} nodes`)
      }
      rounds.snug.push({ figures: { 'MiB after 1 min': held[0] ?? 0, 'MiB at the end': held.at(-1) ?? 0 }, busy: 0 })
    })
  })
  return rounds
}

interface Stand {
  browser: Browser
  url: string
  room: LongRoom
}

async function withRoom({ folder, cores }: Settings, measure: (stand: Stand) => Promise<void>): Promise<void> {
  buildWeb(ROOT)
  const dataDir = join(folder, 'snug-page')
  const before = await snug.start(dataDir, cores?.server)
  const room = await fillLongRoom({ dataDir, port: before.port }).finally(() => before.stop())
  const running = await snug.start(dataDir, cores?.server) // chatroom keeps in mind how the room was
  const browser = await openBrowser()
  try {
    await measure({ browser, url: `http://127.0.0.1:${running.port}`, room })
  } finally {
    await browser.close()
    await running.stop()
  }
}

/** Somebody signed in, with nothing in the cache, and the address of the room. */
async function visit(
  browser: Browser,
  url: string,
  { roomId, username }: LongRoom,
  look: (visitor: BrowserContext, address: string) => Promise<void>,
): Promise<void> {
  const visitor = await newVisitor(browser)
  await visitor.request.post(`${url}${API_PREFIX}${login.url}`, { data: { login: username, password: PASSWORD } })
  await look(visitor, `${url}/r/${roomId}`)
  await visitor.close()
}

async function figuresOf(page: Page, address: string, sign: string) {
  const { usable, scriptBytes } = await open(page, address, sign)
  const { mib } = await memoryOf(page)
  return { figures: { 'usable ms': usable, 'script KB': scriptBytes / 1000, 'heap MiB': mib }, busy: 0 }
}

async function memoryAfter(page: Page, address: string) {
  await open(page, address, USABLE_EMPTY)
  const { mib } = await memoryOf(page)
  return { 'MiB after 1 min': mib, 'MiB at the end': mib }
}

async function onPhone(page: Page, address: string): Promise<string> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: PHONE.cpu })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: PHONE.latencyMs,
    downloadThroughput: PHONE.bytesPerSecond,
    uploadThroughput: PHONE.bytesPerSecond,
  })
  const { usable } = await open(page, address, USABLE_ROOM)
  return `on 4G, with a processor ${PHONE.cpu} times as slow: usable after ${usable.toFixed(0)} ms`
}
