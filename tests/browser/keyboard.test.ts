import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { barriers, noBrowser, snap } from '../support/browser.ts'
import { PASSWORD, roomWith } from '../support/person.ts'
import { readingOf } from '../support/reading.ts'
import { shareHouse } from '../support/stories.ts'
import { dismiss, focused, holdingFocus, log } from '../support/visitor.ts'

const begin = shareHouse()

/** Nothing on these screens is farther from anything than so many presses of Tab. */
const FAR = 60

const isFocused = async (page: Page, target: Locator) => (await target.and(page.locator(':focus')).count()) > 0

/** Walks there as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let presses = 0; presses < FAR; presses++) {
    if (await isFocused(page, target)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not lead to ${target}`)
}

/** Types into what has that label. */
async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

async function makeRoom(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'New room' }))
  await page.keyboard.press('Enter')
  await write(page, page.getByLabel('Name', { exact: true }), name)
  await page.keyboard.press('Enter')
  await focused(page.getByRole('heading', { level: 1, name })).waitFor()
}

/** Presses F6 and says where one is then. */
async function nextRegion(page: Page, keys = 'F6'): Promise<string> {
  await page.keyboard.press(keys)
  return page.evaluate(() => {
    const holder = document.activeElement?.closest('nav, [role="log"], [role="feed"], form, aside, main')
    return holder?.getAttribute('role') ?? holder?.localName ?? 'nowhere'
  })
}

test('everything is done by keyboard alone', { skip: noBrowser }, async (t) => {
  const { person, newPage } = await begin(t)
  const { username } = (await person('ben')).profile
  const { page, errors } = await newPage()

  await page.goto('/register')
  await write(page, page.getByLabel('Username'), 'ada')
  await write(page, page.getByLabel('Password', { exact: true }), PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()

  await makeRoom(page, 'Family')
  await makeRoom(page, 'The lake')
  await tabTo(page, page.getByRole('button', { name: /^Members/ }))
  await page.keyboard.press('Enter')
  await write(page, page.getByLabel('Username'), username)
  await page.keyboard.press('Enter')
  await page.getByText(`${username} is in the room now.`).waitFor()
  assert.equal(await nextRegion(page), 'nav')
  assert.equal(await nextRegion(page), 'log')
  assert.equal(await nextRegion(page), 'form')
  assert.equal(await nextRegion(page), 'aside')
  await snap(page, 'keyboard-1-panel')
  await page.keyboard.press('F6')
  assert.equal(await nextRegion(page), 'log')
  await page.keyboard.press('Escape')
  await page.getByRole('complementary').waitFor({ state: 'detached' })

  assert.equal(await nextRegion(page), 'form')
  await page.keyboard.type('Is the water warm? gh')
  await page.keyboard.press('Enter')
  await log(page).getByText('Is the water warm? gh').waitFor()

  assert.equal(await nextRegion(page, 'Shift+F6'), 'log')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await sheet.getByText('Go to a room').waitFor()
  await snap(page, 'keyboard-2-sheet')
  assert.deepEqual(await barriers(page), [])
  await dismiss(sheet)
  await holdingFocus(log(page)).waitFor()

  const inRoom = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await inRoom('Family')
  await page.keyboard.press('Alt+ArrowUp')
  await inRoom('The lake')
  await page.keyboard.press('Control+k')
  await focused(page.getByRole('combobox', { name: 'Name of a room' })).waitFor()
  await page.keyboard.type('fam')
  await page.getByRole('option', { name: 'Family' }).waitFor()
  await snap(page, 'keyboard-3-go-to')
  assert.deepEqual(await barriers(page), [])
  await page.keyboard.press('Enter')
  await inRoom('Family')
  await page.goBack()
  await inRoom('The lake')

  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await inRoom('Hello, ada')
  await tabTo(page, page.getByRole('link', { name: /^Your profile/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Log out', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  assert.deepEqual(errors, [])
})

test('a screen reader meets the parts of a room in their order, each by its name', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const ada = await person('ada')
  const { page } = await enter(ada, `/r/${await roomWith('The lake', ada)}`)
  await tabTo(page, page.getByRole('button', { name: /^Members/ }))
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Members' }).waitFor()

  const read = await readingOf(page)
  const LANDMARKS = ['navigation', 'main', 'log', 'form', 'complementary']
  assert.deepEqual(
    read
      .filter(({ role }) => LANDMARKS.includes(role))
      .map(({ role }) => role)
      .slice(0, 5),
    ['navigation', 'main', 'log', 'form', 'complementary'],
  )
  const headings = read.filter(({ role }) => role === 'heading')
  assert.deepEqual(
    headings.filter(({ level }) => level === 1),
    [{ role: 'heading', name: 'The lake', level: 1 }],
  )
  assert.equal(headings[0]?.level, 1)
  assert.deepEqual(
    read
      .filter(({ role }) => role === 'button' || role === 'link')
      .slice(0, 3)
      .map(({ name }) => name),
    ['Skip to messages', 'Skip to writing', 'Snug, home'],
  )
  const NAMED = ['button', 'link', 'textbox', 'combobox', 'checkbox', 'separator', 'log', 'navigation', 'form']
  assert.deepEqual(
    read.filter(({ role, name }) => NAMED.includes(role) && !name),
    [],
  )
  assert.equal(await page.title(), 'The lake · Snug')
})
