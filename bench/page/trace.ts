import type { CDPSession, Page } from 'playwright-core'

/** Work that keeps a page from answering, in ms: a tap waits behind it. */
const LONG_MS = 100

export interface Work {
  /** Ms of the longest task of the page's main thread. */
  longest: number
  /** Tasks over 100 ms, and over the 50 ms that browsers call long. */
  over100: number
  over50: number
  /** Frames drawn a second. */
  frames: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** µs */
  ts: number
  dur?: number
  args: { name?: string }
}

/** The browser's own account of what its main thread did while `act` ran. */
export async function traced(page: Page, act: () => Promise<void>): Promise<Work> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordAsMuchAsPossible',
      includedCategories: ['toplevel', '__metadata', 'benchmark'],
      excludedCategories: ['*'],
    },
  })
  const begun = performance.now()
  await act()
  const seconds = (performance.now() - begun) / 1000
  await ended(session)
  return workIn(events, seconds)
}

async function ended(session: CDPSession): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  session.on('Tracing.tracingComplete', () => resolve())
  await session.send('Tracing.end')
  await promise
  await session.detach()
}

/** Of the busiest renderer: the other pages of a browser are idle. */
function workIn(events: TraceEvent[], seconds: number): Work {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
  const tasksOf = ({ pid, tid }: TraceEvent) =>
    events.filter((event) => event.pid === pid && event.tid === tid && event.name.endsWith('RunTask') && event.dur)
  const tasks = mains.map(tasksOf).reduce((most, each) => (each.length > most.length ? each : most), [])
  const times = tasks.map(({ dur = 0 }) => dur / 1000)
  const frames = events.filter(
    ({ name, ph, pid }) => name === 'ProxyMain::BeginMainFrame' && ph !== 'E' && pid === tasks[0]?.pid,
  ).length
  return {
    longest: Math.max(0, ...times),
    over100: times.filter((ms) => ms > LONG_MS).length,
    over50: times.filter((ms) => ms > LONG_MS / 2).length,
    frames: frames / seconds,
  }
}
