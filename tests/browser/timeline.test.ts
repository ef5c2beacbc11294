import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { call, createRoom, joinRoom, postMessage, type RoomId } from '@snug/contracts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { Line, newClientId, type Person, signUp } from '../support/person.ts'
import { log, logIn } from '../support/visitor.ts'

const MANY = 420
/** Up to where Ben had read. */
const READ = 100
/** What one reads may move by this many px while pages come in: a browser scrolls by whole ones. */
const STILL = 2

const house = noBrowser ? undefined : await startTestHouse({ after })

/** Words of every length, so that no two rows are as high as the list would guess. */
const wordsOf = (n: number) =>
  `Number ${n}. ${'It was a long day by the lake, and nobody wanted to go home. '.repeat((n * 7) % 6)}`

const tell = (who: Person, roomId: RoomId, text: string) =>
  call(who.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })

/** A room in which Adele said much, and of which Bruno read the beginning. */
async function longRoom(name: string) {
  if (!house) throw new Error('no browser')
  const [adele, bruno] = [await signUp(house.url, `adele${name}`), await signUp(house.url, `bruno${name}`)]
  const { id: roomId } = await call(adele.caller, createRoom, { body: { name: 'The lake', visibility: 'public' } })
  await call(bruno.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  for (let n = 1; n <= MANY; n++) await tell(adele, roomId, wordsOf(n))
  const line = await Line.open(house.url, bruno)
  line.say({ type: 'read', roomId, seq: READ })
  await line.hears('read')
  line.socket.close()
  return { url: house.url, adele, bruno, roomId }
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

const focused = (page: Page) => page.evaluate(() => Number((document.activeElement as HTMLElement)?.dataset.seq))

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][])
  test(`a long room is read from where one stopped, and nothing jumps (${size})`, { skip: noBrowser }, async (t) => {
    const { url, adele, roomId } = await longRoom(size)
    const { newPage } = await startBrowser(t)
    const { page, errors } = await newPage(url, options)
    const shown = (name: string) => snap(page, `${size}-timeline-${name}`)
    await logIn(page, `bruno${size}`)

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
    await page.waitForTimeout(300)
    const before = await onScreen(page)
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

    await page.keyboard.press('u')
    assert.equal(await focused(page), READ + 1)

    await page.goto(`/r/${roomId}/m/42`)
    await log(page).getByText('Number 42.').waitFor()
    assert.equal(await focused(page), 42)
    await page.locator('.timeline-row[data-marked]').getByText('Number 42.').waitFor()
    await shown('4-message')
    await page.locator('.timeline-row[data-marked]').waitFor({ state: 'detached' })
    for (const [key, seq] of [
      ['ArrowDown', 43],
      ['j', 44],
      ['ArrowUp', 43],
      ['k', 42],
    ] as const) {
      await page.keyboard.press(key)
      assert.equal(await focused(page), seq, `after ${key}`)
    }
    for (let n = 0; n < 30; n++) await page.keyboard.press('ArrowUp')
    assert.equal(await focused(page), 12)
    await log(page).evaluate((list) => list.scrollBy({ top: 3_000, behavior: 'instant' }))
    await page.waitForTimeout(200)
    assert.equal(await focused(page), 12, 'who scrolls away keeps the focus')
    await page.keyboard.press('End')
    await page.locator(`article[data-seq="${MANY + 4}"]:focus`).waitFor()
    await page.keyboard.press('Home')
    assert.ok((await focused(page)) < MANY)
    await page.goto(`/r/${roomId}/m/42`)
    await page.locator('article[data-seq="42"]:focus').waitFor()
    await tell(adele, roomId, 'Live 5')
    await page.getByRole('button', { name: /new message/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !document.title.startsWith('('))

    assert.deepEqual(errors, [])
  })

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][])
  test(`an empty room leads on, and one comes back to where one was (${size})`, { skip: noBrowser }, async (t) => {
    if (!house) return
    const adele = await signUp(house.url, `adele2${size}`)
    const [empty, full] = [
      await call(adele.caller, createRoom, { body: { name: 'The shore' } }),
      await call(adele.caller, createRoom, { body: { name: 'The lake' } }),
    ]
    const { newPage } = await startBrowser(t)
    const { page, errors } = await newPage(house.url, options)
    await logIn(page, `adele2${size}`)

    await page.goto(`/r/${empty.id}`)
    await log(page).getByText('Nothing has been said here yet.').waitFor()
    await snap(page, `${size}-timeline-5-empty`)
    assert.deepEqual(await barriers(page), [])
    const chooser = page.waitForEvent('filechooser')
    await log(page).getByRole('button', { name: 'Show pictures' }).click()
    await chooser
    await log(page).getByRole('button', { name: 'Invite people' }).click()
    await page.getByRole('button', { name: 'Close members' }).click()

    for (let n = 1; n <= 60; n++) await tell(adele, full.id, wordsOf(n))
    await page.goto(`/r/${full.id}`)
    await log(page).getByText('Number 60.').waitFor()
    await log(page).evaluate((list) => list.scrollBy({ top: -1_000, behavior: 'instant' }))
    await page.waitForTimeout(300)
    const before = await onScreen(page)
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

    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('I am back')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await log(page).getByText('I am back').waitFor()
    await page.locator('.new-below').waitFor({ state: 'detached' })
    assert.deepEqual(errors, [])
  })
