import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, createRoom, listMessages, type RoomId } from '@snug/contracts'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { barriers, DEVELOPED_MS, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { fingersOn } from '../support/fingers.ts'
import { startTestHouse } from '../support/house.ts'
import { type Person, signUp } from '../support/person.ts'
import { box, holdingFocus, log, logIn, pick } from '../support/visitor.ts'

const viewer = (page: Page): Locator => page.getByRole('dialog', { name: 'Pictures in The lake' })
const seen = (page: Page, place: string) => viewer(page).getByText(place, { exact: true }).waitFor()
const closed = (page: Page) => viewer(page).waitFor({ state: 'detached' })

/** Waits until the picture that is looked at is drawn between so many px wide. */
const isWide = (page: Page, least: number, most = Number.MAX_SAFE_INTEGER) =>
  page.waitForFunction(
    ([least = 0, most = 0]) => {
      const width = document.querySelector('.yarl__slide_current .viewer-picture')?.getBoundingClientRect().width ?? 0
      return width >= least && width <= most
    },
    [least, most],
  )

/** Waits until nothing moves any more: a finger that comes down meanwhile stops it, as it should. */
const atRest = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))

/** Waits until an image is there that lies, or stands. */
const lies = (page: Page, image: string) =>
  page.waitForFunction((image) => {
    const { naturalWidth = 0, naturalHeight = 0 } = document.querySelector<HTMLImageElement>(image) ?? {}
    return naturalWidth > naturalHeight
  }, image)

/** Three pictures that stand; the first is turned, in the tray and over a reload, and the second has a caption. */
async function sendThree(page: Page): Promise<void> {
  await pick(page, 3)
  const tiles = page.locator('.tray-tile')
  await tiles.nth(1).tap()
  const details = page.getByRole('dialog', { name: 'Picture 2 of 3' })
  await details.getByLabel('Caption').fill('the second')
  await details.getByRole('button', { name: 'Previous picture' }).tap()
  await page.getByRole('button', { name: 'Turn', exact: true }).tap()
  await page.getByText('Turned to the right by 90°').waitFor({ state: 'attached' })
  await lies(page, '.tile-face img')
  await snap(page, 'phone-60-turned')
  assert.deepEqual(await barriers(page), [])
  await page.getByRole('button', { name: 'Close', exact: true }).tap()
  await page.waitForFunction(() => document.activeElement?.matches('.tray-tile'))

  // A draft keeps it; one that was written last is kept when the page goes.
  await page.reload()
  await lies(page, '.tray-tile img')
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
}

/** The pixels of the clean pictures of the first message, as everybody in the room may download them. */
async function cleanSizes({ caller }: Person, roomId: RoomId) {
  const { items } = await call(caller, listMessages, { params: { roomId }, query: { after: 0 } })
  return Promise.all(
    (items[0]?.photos ?? []).map(async ({ id, width, height }) => {
      const answer = await fetch(`${caller.baseUrl}/photos/${id}/clean`, { headers: caller.headers ?? {} })
      const clean = await sharp(await answer.bytes()).metadata()
      assert.deepEqual([clean.width, clean.height], [width, height])
      return `${width} × ${height}`
    }),
  )
}

test('fingers: turned in the tray, long press, swipe, pinch, two taps, pull', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t, { ownServer: true })
  const ada = await signUp(house.url, 'ada')
  const { id: roomId } = await call(ada.caller, createRoom, { body: { name: 'The lake', visibility: 'public' } })
  const { newPage } = await startBrowser(t)
  const { page, errors } = await newPage(house.url, phone)
  const { swipe, pinch, tap, doubleTap, hold } = await fingersOn(page)
  await logIn(page, 'ada')
  await page.goto(`/r/${roomId}`)
  await box(page).waitFor()

  await sendThree(page)
  for (const at of [1, 2, 3])
    await log(page)
      .getByRole('link', { name: `Open picture, ${at} of 3` })
      .waitFor({ timeout: DEVELOPED_MS })
  assert.deepEqual(await cleanSizes(ada, roomId), ['640 × 480', '480 × 640', '480 × 640'])

  // A finger that rests on a message asks what can be done with it; where words are selected, it selects words.
  const tile = log(page).getByRole('link', { name: 'Open picture, 1 of 3' })
  const { x, y } = (await tile.boundingBox()) ?? { x: 0, y: 0 }
  const onTile = { x: x + 40, y: y + 40 }
  const menu = page.getByRole('menu', { name: 'Message actions' })
  await hold(onTile, () => holdingFocus(menu).waitFor()) // while the finger is down
  assert.equal(await viewer(page).count(), 0)
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  const name = await log(page).getByText('ada', { exact: true }).boundingBox()
  await hold({ x: (name?.x ?? 0) + 10, y: (name?.y ?? 0) + 10 }, () =>
    page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('h1') as Node)),
  )
  assert.equal(await page.getByRole('menu').count(), 0)
  assert.equal(await viewer(page).count(), 0)
  await page.evaluate(() => getSelection()?.removeAllRanges())

  // Across.
  const [right, left, middle] = [
    { x: 340, y: 400 },
    { x: 60, y: 400 },
    { x: 195, y: 420 },
  ]
  await tap(onTile)
  await seen(page, '1 / 3')
  await isWide(page, 380)
  await swipe(right, left)
  await seen(page, '2 / 3')
  await viewer(page).getByText('the second').waitFor()
  await swipe(left, right)
  await seen(page, '1 / 3')
  await swipe(right, left)
  await swipe(right, left)
  await seen(page, '3 / 3')
  await swipe(left, right)
  await seen(page, '2 / 3')
  const caption = await viewer(page).getByText('the second').boundingBox()
  const onCaption = (caption?.y ?? 0) + (caption?.height ?? 0) - 20
  await swipe({ x: 60, y: onCaption }, { x: 340, y: onCaption })
  await seen(page, '1 / 3')
  await atRest(page)

  // Closer by two fingers, also beside the picture, and around; then by two taps and back.
  const { height = 0 } = (await page.locator('.yarl__slide_current .viewer-picture').boundingBox()) ?? {}
  await pinch(middle, height + 60, height + 400)
  await isWide(page, 450)
  await atRest(page)
  await seen(page, '1 / 3')
  const before = await page.locator('.yarl__slide_current .viewer-picture').boundingBox()
  await swipe(middle, { x: 120, y: 420 })
  const after = await page.locator('.yarl__slide_current .viewer-picture').boundingBox()
  assert.ok((after?.x ?? 0) < (before?.x ?? 0) - 30, `${JSON.stringify(before)} ${JSON.stringify(after)}`)
  await seen(page, '1 / 3')
  await doubleTap(middle)
  await isWide(page, 380, 400)
  await atRest(page)
  await doubleTap(middle)
  await isWide(page, 700)
  await atRest(page)
  await snap(page, 'phone-61-closer')
  await doubleTap(middle)
  await isWide(page, 380, 400)
  await atRest(page)

  // Three ways out, and each leads back to the tile, which has the focus.
  const isBack = async () => {
    await closed(page)
    await page.waitForFunction(() => document.activeElement?.matches('.photo-open'))
    assert.equal(new URL(page.url()).pathname, `/r/${roomId}`)
  }
  await swipe(middle, { x: 195, y: 720 })
  await isBack()
  await page.keyboard.press('Enter')
  await seen(page, '1 / 3')
  await isWide(page, 380, 400)
  await atRest(page)
  await tap({ x: 195, y: 780 })
  await isBack()
  await page.keyboard.press('Enter')
  await seen(page, '1 / 3')
  await page.goBack()
  await isBack()
  assert.deepEqual(errors, [])
})
