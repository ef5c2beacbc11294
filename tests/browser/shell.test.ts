import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { phonePhoto } from '../support/pictures.ts'
import { log, register, say } from '../support/visitor.ts'

const tablet = { viewport: { width: 800, height: 1000 }, hasTouch: true }
const narrow = { ...phone, viewport: { width: 320, height: 640 } }
/** A machine with much to do takes its time for a picture. */
const DEVELOPING_MS = 60_000
const picture = async () => ({ name: 'boat.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(1200, 900, 200) })

async function makeRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New room' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create room' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Pictures that the service worker keeps. */
const kept = (page: Page) =>
  page.evaluate(async () =>
    (await caches.has('snug-pictures')) ? (await (await caches.open('snug-pictures')).keys()).length : 0,
  )

/** The service worker has all that Snug is made of. */
const shellIsKept = (page: Page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')

test('a tablet has the rooms in a drawer', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const { page, errors } = await newPage(house.url, tablet)
  await register(page, 'ada')
  await snap(page, 'tablet-1-home')
  await makeRoom(page, 'Family')
  const rail = page.getByRole('navigation', { name: 'Rooms' })
  await rail.waitFor({ state: 'hidden' })

  const opener = page.getByRole('button', { name: 'Show rooms' })
  const drawer = page.getByRole('dialog', { name: 'Rooms and more' })
  const closes: [string, () => Promise<unknown>][] = [
    ['Esc', () => page.keyboard.press('Escape')],
    ['a press outside', () => page.mouse.click(700, 500)],
    ['going back', () => page.goBack()],
  ]
  for (const [way, close] of closes) {
    await opener.click()
    await drawer.waitFor()
    await close()
    await drawer.waitFor({ state: 'detached' })
    await opener.and(page.locator(':focus')).waitFor()
    assert.equal(await page.title(), 'Family · Snug', way)
  }

  await opener.click()
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    assert.ok(await drawer.evaluate((element) => element.contains(document.activeElement)), 'Tab stays in the drawer')
  }
  await snap(page, 'tablet-2-drawer')
  assert.deepEqual(await barriers(page), [])
  await drawer.getByRole('button', { name: 'New room' }).click()
  await page.getByLabel('Name', { exact: true }).fill('The lake')
  await page.getByRole('button', { name: 'Create room' }).click()
  await page.getByRole('heading', { level: 1, name: 'The lake' }).waitFor()
  await opener.click()
  await drawer.getByRole('link', { name: /Family/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Family' }).waitFor()
  await drawer.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: /^Members/ }).click()
  await page.getByRole('complementary').waitFor()
  await log(page).waitFor({ state: 'hidden' })
  assert.deepEqual(await barriers(page), [])
  await page.goBack()
  await log(page).waitFor()
  assert.deepEqual(errors, [])
})

test('a phone has its ways under the thumb, and a camera', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const { page, errors } = await newPage(house.url, phone)
  await register(page, 'ada')
  const bar = page.getByRole('navigation', { name: 'Main' })
  const current = () =>
    bar
      .locator('[aria-current="page"]')
      .textContent()
      .then((name) => name?.trim())
  assert.equal(await current(), 'Rooms')
  await snap(page, 'phone-1-rooms')
  assert.deepEqual(await barriers(page), [])
  await bar.getByRole('link', { name: 'Discover' }).click()
  await page.getByRole('heading', { level: 1, name: 'Discover rooms' }).waitFor()
  assert.equal(await current(), 'Discover')
  await snap(page, 'phone-2-discover')
  assert.deepEqual(await barriers(page), [])
  for (const way of await bar.locator('.bottom-way').all()) {
    const { width = 0, height = 0 } = (await way.boundingBox()) ?? {}
    assert.ok(width >= 44 && height >= 44)
  }
  await bar.getByRole('link', { name: 'Rooms' }).click()
  await makeRoom(page, 'The lake')
  await bar.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Back to rooms' }).click()

  await bar.locator('input[type=file]').setInputFiles(await picture())
  const question = page.getByRole('dialog', { name: 'Into which room?' })
  await question.waitFor()
  await snap(page, 'phone-3-which-room')
  assert.deepEqual(await barriers(page), [])
  await question.getByRole('button', { name: 'The lake' }).click()
  await page.getByRole('heading', { level: 1, name: 'The lake' }).waitFor()
  await page.getByRole('button', { name: 'Remove picture 1' }).waitFor()
  await snap(page, 'phone-4-tray')
  await say(page, 'from the boat')
  await log(page)
    .getByRole('link', { name: /^Open picture/ })
    .waitFor({ timeout: DEVELOPING_MS })
  assert.deepEqual(errors, [])
})

test('nothing is cut off on 320 px, nor where letters are twice as large', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url, narrow)
  await register(page, 'ada')
  await makeRoom(page, 'The rather long name of a room by the lake')
  const room = new URL(page.url()).pathname
  /** Parts of the layout that stick out of the window, or over another. */
  const strays = () =>
    page.evaluate(() => {
      const parts = [...document.querySelectorAll('.rail, main, main > div, .room > *, .page > *, .bottom-bar')]
      const boxes = parts
        .filter((part) => part.checkVisibility())
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
      const rail = boxes.find(({ part }) => part.matches('.rail'))?.box
      const main = boxes.find(({ part }) => part.matches('main'))?.box
      const over =
        rail &&
        main &&
        rail.right > main.left + 1 &&
        rail.bottom > main.top &&
        main.height > 1 &&
        rail.top < main.bottom
      const out = boxes.filter(
        ({ part, box }) =>
          box.left < -1 ||
          box.right > innerWidth + 1 ||
          (part.matches('.page > *, .room > *') && part.scrollWidth > part.clientWidth),
      )
      return [...out.map(({ part }) => part.outerHTML.slice(0, 80)), ...(over ? ['rail over main'] : [])]
    })
  for (const path of ['/', '/rooms/public', '/me', room]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    assert.deepEqual(await strays(), [], path)
    await snap(page, `narrow-${path.split('/')[1] || 'home'}`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const path of ['/', '/rooms/public', '/me', room]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    assert.deepEqual(await strays(), [], path)
    await snap(page, `large-${path.split('/')[1] || 'home'}`)
  }
})

test('the edges of the panes move by keyboard, and stay where they were left', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url)
  await register(page, 'ada')
  const edge = page.getByRole('separator', { name: 'Width of the list of rooms' })
  const railWidth = () => page.locator('.rail-place').evaluate((rail) => rail.getBoundingClientRect().width)
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.equal(await railWidth(), 304)
  assert.equal(await edge.getAttribute('aria-valuenow'), '304')
  await page.reload()
  await edge.waitFor()
  assert.equal(await railWidth(), 304)
  await edge.focus()
  await page.keyboard.press('End')
  assert.equal(await railWidth(), 416)
  await edge.dblclick()
  assert.equal(await railWidth(), 272)
  const { x = 0, y = 0 } = (await edge.boundingBox()) ?? {}
  await page.mouse.move(x + 4, y + 300)
  await page.mouse.down()
  await page.mouse.move(x + 44, y + 300, { steps: 4 })
  await page.mouse.up()
  assert.equal(await railWidth(), 312)

  await makeRoom(page, 'The lake')
  await page.getByRole('button', { name: /^Members/ }).click()
  const panelEdge = page.getByRole('separator', { name: 'Width of the panel' })
  await panelEdge.focus()
  await page.keyboard.press('ArrowLeft')
  assert.equal(await page.locator('#panel').evaluate((panel) => panel.getBoundingClientRect().width), 376)
  assert.deepEqual(await barriers(page), [])
})

test('contrast, dark and colours of the device are kept to', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url)
  await register(page, 'ada')
  await makeRoom(page, 'The lake')
  const colour = (of: string) => page.evaluate((name) => getComputedStyle(document.body)[name as 'color'], of)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, contrast: 'more' })
    await page.locator('html[data-contrast="more"]').waitFor()
    await page.waitForTimeout(200) // the page hears of it, and the colours of the buttons follow
    assert.equal(await colour('color'), colorScheme === 'light' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)')
    const bar = page.locator('meta[name="theme-color"]').first()
    assert.equal(await bar.getAttribute('content'), await colour('backgroundColor'))
    await snap(page, `contrast-${colorScheme}`)
    assert.deepEqual(await barriers(page), [])
  }
  await page.emulateMedia({ forcedColors: 'active', contrast: null })
  await snap(page, 'forced-colours')
})

test('Snug opens without a line, and keeps no picture for who comes next', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const { page, errors } = await newPage(house.url)
  await register(page, 'ada')
  await shellIsKept(page)
  await makeRoom(page, 'The lake')
  await page
    .locator('form.composer input[type=file]')
    .first()
    .setInputFiles(await picture())
  await say(page, 'from the boat')
  await log(page)
    .getByRole('link', { name: /^Open picture/ })
    .waitFor({ timeout: DEVELOPING_MS })
  await page.reload() // who sends a picture is shown their own file first
  await page.waitForFunction(() => {
    const [image] = document.querySelectorAll<HTMLImageElement>('[role=log] img[src*="/photos/"]')
    return image?.complete && image.naturalWidth > 0
  })
  await page.waitForFunction(async () => (await (await caches.open('snug-pictures')).keys()).length > 0)
  const answers = await page.evaluate(async () => {
    const names = await caches.keys()
    const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return caught.flat().map(({ url }) => new URL(url).pathname)
  })
  assert.deepEqual(
    answers.filter((path) => path.startsWith('/api') && !/\/(thumb|small|medium)$/.test(path)),
    [],
  )

  await page.context().setOffline(true)
  await page.reload()
  await page
    .getByText(/offline/i)
    .first()
    .waitFor()
  await snap(page, 'offline')
  assert.deepEqual(await barriers(page), [])
  await page.context().setOffline(false)
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()

  await page.goto('/me')
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  assert.equal(await kept(page), 0)
  // Without a line the screen tells the trouble, and the console too.
  assert.deepEqual(
    errors.filter((error) => !error.startsWith('Problem: ')),
    [],
  )
})
