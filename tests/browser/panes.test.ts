import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, DEVELOPED_MS, noBrowser, phone, snap } from '../support/browser.ts'
import { filesOf } from '../support/pictures.ts'
import { shareHouse } from '../support/stories.ts'
import { focused, holdingFocus, log, say } from '../support/visitor.ts'

const tablet = { viewport: { width: 800, height: 1000 }, hasTouch: true }

const begin = shareHouse()

async function makeRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New room' }).click()
  await nameRoom(page, name)
}

async function nameRoom(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create room' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

test('a tablet has the rooms in a drawer', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const { page, errors } = await enter(await person('ada'), '/', tablet)
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
    await holdingFocus(drawer).waitFor()
    await close()
    await drawer.waitFor({ state: 'detached' })
    await focused(opener).waitFor()
    assert.equal(await page.title(), 'Family · Snug', way)
  }

  await opener.click()
  await holdingFocus(drawer).waitFor()
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab')
    assert.ok(await drawer.evaluate((element) => element.contains(document.activeElement)), 'Tab stays in the drawer')
  }
  await snap(page, 'tablet-2-drawer')
  assert.deepEqual(await barriers(page), [])
  await drawer.getByRole('button', { name: 'New room' }).click()
  await nameRoom(page, 'The lake')
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
  const { person, enter } = await begin(t)
  const { page, errors } = await enter(await person('ada'), '/', phone)
  const bar = page.getByRole('navigation', { name: 'Main' })
  const isAt = (name: string) => bar.locator('[aria-current="page"]').getByText(name, { exact: true }).waitFor()
  await isAt('Rooms')
  await snap(page, 'phone-1-rooms')
  assert.deepEqual(await barriers(page), [])
  await bar.getByRole('link', { name: 'Discover' }).click()
  await page.getByRole('heading', { level: 1, name: 'Discover rooms' }).waitFor()
  await isAt('Discover')
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

  await bar.locator('input[type=file]').setInputFiles(await filesOf(1))
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
    .waitFor({ timeout: DEVELOPED_MS })
  assert.deepEqual(errors, [])
})

test('the edges of the panes move by keyboard, and stay where they were left', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const { page } = await enter(await person('ada'), '/')
  const edge = page.getByRole('separator', { name: 'Width of the list of rooms' })
  const isWide = (px: number) =>
    page.waitForFunction((wide) => document.querySelector('.rail-place')?.getBoundingClientRect().width === wide, px)
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await isWide(304)
  assert.equal(await edge.getAttribute('aria-valuenow'), '304')
  await page.reload()
  await edge.waitFor()
  await isWide(304)
  await edge.focus()
  await page.keyboard.press('End')
  await isWide(416)
  await edge.dblclick()
  await isWide(272)
  const { x = 0, y = 0 } = (await edge.boundingBox()) ?? {}
  await page.mouse.move(x + 4, y + 300)
  await page.mouse.down()
  await page.mouse.move(x + 44, y + 300, { steps: 4 })
  await page.mouse.up()
  await isWide(312)

  await makeRoom(page, 'The lake')
  await page.getByRole('button', { name: /^Members/ }).click()
  const panelEdge = page.getByRole('separator', { name: 'Width of the panel' })
  await panelEdge.focus()
  await page.keyboard.press('ArrowLeft')
  await page.waitForFunction(() => document.querySelector('#panel')?.getBoundingClientRect().width === 376)
  assert.deepEqual(await barriers(page), [])
})
