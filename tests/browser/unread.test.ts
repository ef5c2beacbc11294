import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noBrowser, snap } from '../support/browser.ts'
import { roomWith, tell } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { log } from '../support/visitor.ts'

/** In ms: what is looked at for as long would have been read twice over. */
const READ_MS = 2_500

const begin = shareHouse()

test('what is marked unread stays so on all devices, until one comes back to it', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const [ada, ben] = [await person('ada'), await person('ben')]
  const roomId = await roomWith('The lake', ada, ben)
  const { page } = await enter(ada, `/r/${roomId}`)
  for (const text of ['first', 'second', 'third', 'fourth']) await tell(ben, roomId, text)
  await log(page).getByText('fourth').waitFor()
  const other = await page.context().newPage()
  await other.goto('/')
  const unread = (on = page) => on.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /3 unread/ })

  await page.bringToFront()
  await log(page).getByRole('article').filter({ hasText: 'second' }).focus()
  await page.keyboard.press('Shift+U')
  for (const on of [page, other]) await unread(on).waitFor()
  const line = log(page).locator('.timeline-row', { hasText: 'second' }).locator('.unread-line')
  await line.waitFor()
  await page.waitForTimeout(READ_MS)
  assert.equal(await unread().count(), 1)
  await snap(page, 'marked-unread')

  await page.getByRole('link', { name: 'Home' }).first().click()
  await unread().click()
  await line.waitFor()
  for (const on of [page, other]) await unread(on).waitFor({ state: 'detached' })
})
