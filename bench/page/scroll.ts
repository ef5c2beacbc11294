import type { Page } from 'playwright-core'

/** A brisk thumb: px a turn of the wheel, and ms between two turns. */
const TURN_PX = 900
const TURN_MS = 60
/** What does not move for so many turns has come to its end, or waits for pages and goes on then. */
const STILL = 40

const SCROLLER = '.timeline-scroller'

/** Turns the wheel until the room's first (-1) or last (1) message is there, or the time is up. */
export async function scrollTo(
  page: Page,
  towards: -1 | 1,
  lastSeq: number,
  deadline = Number.POSITIVE_INFINITY,
): Promise<void> {
  await page.locator(SCROLLER).hover()
  const end = `[data-seq="${towards < 0 ? 1 : lastSeq}"]`
  let still = 0
  let before = ''
  while (performance.now() < deadline && still < STILL) {
    await page.mouse.wheel(0, towards * TURN_PX)
    await page.waitForTimeout(TURN_MS)
    if (await page.locator(end).count()) return
    const now = await page.locator('[data-seq]').first().getAttribute('data-seq')
    still = now === before ? still + 1 : 0
    before = now ?? ''
  }
}
