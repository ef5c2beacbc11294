import type { Page } from 'playwright-core'

/** Where a finger is, in px of the screen. */
export interface Point {
  x: number
  y: number
}

/** Places between the beginning and the end of a way. */
const STEPS = 8
/** ms for which a finger that taps is down. */
const TAP_MS = 60
/** A finger that rests, for ms. */
const REST_MS = 1_000

const between = (from: Point, to: Point, part: number): Point => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
})
const pass = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Fingers on the screen of a phone, as the browser gets them from the glass: it finds out itself what they mean. */
export async function fingersOn(page: Page) {
  const glass = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[] = [], at?: number) => {
    const touchPoints = points.map((point, id) => ({ ...point, id }))
    return glass.send('Input.dispatchTouchEvent', { type, touchPoints, ...(at && { timestamp: at / 1_000 }) })
  }
  /** The page has seen where they are; of what comes before it draws again, it would hear only the last. */
  const drawn = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
  /** One finger for each way; they come down and are lifted one after the other. */
  const go = async (...ways: [from: Point, to: Point][]) => {
    const at = (part: number) => ways.map(([from, to]) => between(from, to, part))
    for (const count of ways.keys()) await touch('touchStart', at(0).slice(0, count + 1))
    for (let step = 1; step <= STEPS; step++) {
      await touch('touchMove', at(step / STEPS))
      await drawn()
    }
    for (const count of ways.keys()) await touch('touchEnd', at(1).slice(0, ways.length - 1 - count))
  }
  /** They say when they were there, so that they are as quick on a busy machine. */
  const tap = async (...points: Point[]) => {
    let now = Date.now()
    for (const point of points) {
      await touch('touchStart', [point], now)
      await touch('touchEnd', [], now + TAP_MS)
      now += 2 * TAP_MS
    }
  }
  return {
    swipe: (from: Point, to: Point) => go([from, to]),
    /** Two fingers one above the other, around a point, from one distance to another. */
    pinch: ({ x, y }: Point, from: number, to: number) =>
      go(
        [
          { x, y: y - from / 2 },
          { x, y: y - to / 2 },
        ],
        [
          { x, y: y + from / 2 },
          { x, y: y + to / 2 },
        ],
      ),
    tap: (point: Point) => tap(point),
    doubleTap: (point: Point) => tap(point, point),
    /** @param meanwhile happens while the finger is down */
    hold: async (point: Point, meanwhile = async () => {}) => {
      await touch('touchStart', [point])
      await meanwhile()
      await pass(REST_MS)
      await touch('touchEnd')
    },
  }
}
