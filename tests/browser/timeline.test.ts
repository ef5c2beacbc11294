import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { Line, roomWith, tell } from '../support/person.ts'
import { type Story, shareHouse } from '../support/stories.ts'
import { log, say } from '../support/visitor.ts'

const MANY = 420
/** Up to where Ben had read. */
const READ = 100
/** What one reads may move by this many px while pages come in: a browser scrolls by whole ones. */
const STILL = 2
/** What has not moved for so long, in ms, rests. */
const REST_MS = 300

const begin = shareHouse()

/** Words of every length, so that no two rows are as high as the list would guess. */
const wordsOf = (n: number) =>
  `Number ${n}. ${'It was a long day by the lake, and nobody wanted to go home. '.repeat((n * 7) % 6)}`

/** A room in which Adele said much, and of which Bruno read the beginning. */
async function longRoom({ url, person }: Story) {
  const [adele, bruno] = [await person('adele'), await person('bruno')]
  const roomId = await roomWith('The lake', adele, bruno)
  for (let n = 1; n <= MANY; n++) await tell(adele, roomId, wordsOf(n))
  const line = await Line.open(url, bruno)
  line.say({ type: 'read', roomId, seq: READ })
  await line.hears('read')
  line.socket.close()
  return { adele, bruno, roomId }
}

/** The messages on the screen, and how far below the top of the list each begins. */
const onScreen = (page: Page) =>
  page.evaluate(() => {
    const list = document.querySelector('[role=log]')?.getBoundingClientRect()
    return [...document.querySelectorAll<HTMLElement>('[role=log] article')].flatMap((article) => {
      const { top, bottom } = article.getBoundingClientRect()
      const isSeen = list && bottom > list.top && top < list.bottom
      return isSeen ? [{ seq: Number(article.dataset.seq), top: top - list.top }] : []
    })
  })

/**
 * Scrolls as a wheel does, by small steps, to the first or the last message, and looks after each step: a message that is
 * still on the screen has moved as far as was scrolled, and no further.
 * @returns the seqs that were seen, and the furthest that one jumped
 */
const scrollThrough = (page: Page, by: number) =>
  page.evaluate(async (by) => {
    const list = document.querySelector<HTMLElement>('[role=log]')
    if (!list) throw new Error('no list')
    const seen = new Set<number>()
    let [jump, quiet] = [0, 0]
    // Its end, for the first message of the page before loses its head.
    const ends = () =>
      new Map(
        [...list.querySelectorAll<HTMLElement>('article')].map((article) => [
          Number(article.dataset.seq),
          article.getBoundingClientRect().bottom,
        ]),
      )
    // Looks come after a frame: before one is painted, what is drawn may not have been measured yet, which nobody sees.
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    const box = list.getBoundingClientRect()
    const isSeen = (end: number | undefined): end is number => end !== undefined && end >= box.top && end <= box.bottom
    let before = ends()
    let drawn = before
    while (quiet < 30) {
      const from = list.scrollTop
      list.scrollBy({ top: by, behavior: 'instant' })
      list.dispatchEvent(new Event('scroll')) // a wheel's comes with it, a script's a frame later
      const moved = list.scrollTop - from
      // What jumps stays away for two frames.
      const one = await frame().then(ends)
      const two = await frame().then(ends)
      for (const [seq, end] of two) {
        if (!isSeen(end)) continue
        seen.add(seq)
        const [was, then] = [before.get(seq), one.get(seq)]
        // What was not on the screen, or came after the last frame, may have been measured meanwhile.
        if (!isSeen(was) || !drawn.has(seq) || then === undefined) continue
        jump = Math.max(jump, Math.min(...[then, end].map((at) => Math.abs(at - (was - moved)))))
      }
      quiet = moved === 0 ? quiet + 1 : 0
      ;[drawn, before] = [one, two]
    }
    return { seen: [...seen].sort((a, b) => a - b), jump }
  }, by)

/** From the first frame in which there are messages: where on the screen those are that are there. */
const watchOpening = (page: Page) =>
  page.addInitScript(() => {
    const frames: string[] = []
    Object.assign(window, { openingFrames: frames })
    const look = () => {
      const list = document.querySelector('[role=log]')?.getBoundingClientRect()
      const shown = [...document.querySelectorAll<HTMLElement>('[role=log] article')].flatMap((article) => {
        const { top, bottom } = article.getBoundingClientRect()
        return list && bottom > list.top && top < list.bottom ? [`${article.dataset.seq}:${Math.round(top)}`] : []
      })
      if (list) frames.push(shown.join(' '))
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

const openings = (page: Page) =>
  page.evaluate(() => [...new Set((window as unknown as { openingFrames: string[] }).openingFrames)])

/** Waits until that message has the focus. */
const isFocused = (page: Page, seq: number) => page.locator(`article[data-seq="${seq}"]:focus`).waitFor()

/** Waits until all has been read, as the title tells. */
const nothingUnread = (page: Page) => page.waitForFunction(() => !document.title.startsWith('('))

/** Where the messages are once they rest: heights that turn out otherwise than was guessed move them a little. */
async function atRest(page: Page) {
  for (let before = await onScreen(page); ; ) {
    await page.waitForTimeout(REST_MS)
    const now = await onScreen(page)
    if (isDeepStrictEqual(now, before)) return now
    before = now
  }
}

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][])
  test(`a long room is read from where one stopped, and nothing jumps (${size})`, { skip: noBrowser }, async (t) => {
    const story = await begin(t)
    const { adele, bruno, roomId } = await longRoom(story)
    const { page, errors } = await story.enter(bruno, '/', options)
    const shown = (name: string) => snap(page, `${size}-timeline-${name}`)
    await page.getByRole('link', { name: /The lake/ }).waitFor()

    await watchOpening(page)
    await page.goto(`/r/${roomId}`)
    const unread = log(page).getByText('New', { exact: true })
    await unread.waitFor()
    await shown('1-unread')
    const opened = await onScreen(page)
    assert.equal(opened.find(({ top }) => top >= 0)?.seq, READ, 'one message stands above the line')
    assert.ok(opened.some(({ seq }) => seq === READ + 1))
    assert.equal((await openings(page)).length, 1, 'it is there from the first frame on, and stays')
    assert.match((await page.locator('.new-below').getAttribute('aria-label')) ?? '', /new messages, go to the newest/)
    assert.deepEqual(await barriers(page), [])

    const up = await scrollThrough(page, -400)
    await shown('2-start')
    assert.ok(up.jump <= STILL, `jumped by ${up.jump} px on the way up`)
    assert.equal(up.seen[0], 1)
    const down = await scrollThrough(page, 400)
    assert.ok(down.jump <= STILL, `jumped by ${down.jump} px on the way down`)
    assert.equal(new Set([...up.seen, ...down.seen]).size, MANY)
    await page.locator('.new-below').waitFor({ state: 'detached' })

    await page.mouse.move(options.viewport?.width ? options.viewport.width / 2 : 200, 300)
    await log(page).evaluate((list) => list.scrollBy({ top: -1_200, behavior: 'instant' }))
    const before = await atRest(page)
    for (const n of [1, 2, 3]) await tell(adele, roomId, `Live ${n}`)
    await page.getByRole('button', { name: '3 new messages, go to the newest' }).waitFor()
    const later = await onScreen(page)
    assert.deepEqual(later, before)
    await shown('3-new')
    await page.getByRole('button', { name: '3 new messages, go to the newest' }).click()
    await log(page).getByText('Live 3').waitFor()
    await page.locator('.new-below').waitFor({ state: 'detached' })
    await tell(adele, roomId, 'Live 4')
    await log(page).getByText('Live 4').waitFor()
    assert.ok(
      (await onScreen(page)).some(({ seq }) => seq === MANY + 4),
      'at the end it follows',
    )
    await nothingUnread(page)

    await page.keyboard.press('u')
    await isFocused(page, READ + 1)

    await page.goto(`/r/${roomId}/m/42`)
    await page.locator('.timeline-row[data-marked]').getByText('Number 42.').waitFor()
    await isFocused(page, 42)
    await shown('4-message')
    await page.locator('.timeline-row[data-marked]').waitFor({ state: 'detached' })
    for (const [key, seq] of [
      ['ArrowDown', 43],
      ['j', 44],
      ['ArrowUp', 43],
      ['k', 42],
    ] as const) {
      await page.keyboard.press(key)
      await isFocused(page, seq)
    }
    for (let n = 0; n < 30; n++) await page.keyboard.press('ArrowUp')
    await isFocused(page, 12)
    await log(page).evaluate((list) => list.scrollBy({ top: 3_000, behavior: 'instant' }))
    await atRest(page)
    await isFocused(page, 12) // who scrolls away keeps it
    await page.keyboard.press('End')
    await isFocused(page, MANY + 4)
    await page.keyboard.press('Home')
    await page.locator(`article:focus:not([data-seq="${MANY + 4}"])`).waitFor()
    await page.goto(`/r/${roomId}/m/42`)
    await isFocused(page, 42)
    await tell(adele, roomId, 'Live 5')
    await page.getByRole('button', { name: /^1 new message/ }).waitFor()
    await page.keyboard.press('Escape')
    await nothingUnread(page)

    assert.deepEqual(errors, [])
  })

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][])
  test(`an empty room leads on, and one comes back to where one was (${size})`, { skip: noBrowser }, async (t) => {
    const { person, enter } = await begin(t)
    const adele = await person('adele')
    const [empty, full] = [await roomWith('The shore', adele), await roomWith('The lake', adele)]
    const { page, errors } = await enter(adele, `/r/${empty}`, options)
    await log(page).getByText('Nothing has been said here yet.').waitFor()
    await snap(page, `${size}-timeline-5-empty`)
    assert.deepEqual(await barriers(page), [])
    const chooser = page.waitForEvent('filechooser')
    await log(page).getByRole('button', { name: 'Show pictures' }).click()
    await chooser
    await log(page).getByRole('button', { name: 'Invite people' }).click()
    await page.getByRole('button', { name: 'Close members' }).click()

    for (let n = 1; n <= 60; n++) await tell(adele, full, wordsOf(n))
    await page.goto(`/r/${full}`)
    await log(page).getByText('Number 60.').waitFor()
    await log(page).evaluate((list) => list.scrollBy({ top: -1_000, behavior: 'instant' }))
    const before = await atRest(page)
    for (const { name, words } of [
      { name: /The shore/, words: 'Nothing has been said here yet.' },
      { name: /The lake/, words: 'Number' },
    ]) {
      if (options.isMobile) await page.locator('.room-head .back-link').click()
      await page.getByRole('link', { name }).click()
      await log(page).getByText(words).first().waitFor()
    }
    assert.deepEqual(
      (await onScreen(page)).map(({ seq }) => seq),
      before.map(({ seq }) => seq),
    )

    await say(page, 'I am back')
    await log(page).getByText('I am back').waitFor()
    await page.locator('.new-below').waitFor({ state: 'detached' })
    assert.deepEqual(errors, [])
  })
