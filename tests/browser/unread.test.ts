import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, postMessage } from '@snug/contracts'
import { noBrowser, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { newClientId, signUp } from '../support/person.ts'
import { roomOf } from '../support/said.ts'
import { log, makeRoom, register } from '../support/visitor.ts'

/** In ms: what is looked at for as long would have been read twice over. */
const READ_MS = 2_500

test('what is marked unread stays so on all devices, until one comes back to it', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const ben = await signUp(house.url, 'ben')
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url)
  page.setDefaultTimeout(60_000)
  await register(page, 'ada')
  await makeRoom(page, 'The lake', 'ben')
  const roomId = await roomOf(ben.caller, 'The lake')
  for (const text of ['first', 'second', 'third', 'fourth'])
    await call(ben.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })
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
