import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addReaction, call, deleteMessage, editMessage, postMessage, removeReaction, type Seq } from '@snug/contracts'
import { noBrowser, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { newClientId, signUp } from '../support/person.ts'
import { roomOf } from '../support/said.ts'
import { log, makeRoom, register } from '../support/visitor.ts'

/** In ms: what is seen is kept sooner. */
const KEPT = 1_500

test('who comes back sees what was edited, deleted and felt meanwhile, out of a tunnel and on another day', {
  skip: noBrowser,
}, async (t) => {
  const house = await startTestHouse(t)
  const ben = await signUp(house.url, 'ben')
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url)
  page.setDefaultTimeout(30_000)
  await register(page, 'ada')
  await makeRoom(page, 'The lake', 'ben')
  const roomId = await roomOf(ben.caller, 'The lake')
  const params = { roomId }
  const says = (text: string) => call(ben.caller, postMessage, { params, body: { clientId: newClientId(), text } })
  const edits = (seq: Seq, text: string) =>
    call(ben.caller, editMessage, { params: { ...params, seq }, body: { text } })
  const deletes = (seq: Seq) => call(ben.caller, deleteMessage, { params: { ...params, seq } })
  const feels = (seq: Seq, emoji: string, there = true) =>
    call(ben.caller, there ? addReaction : removeReaction, { params: { ...params, seq, emoji } })
  const shown = (text: string) => log(page).getByText(text)
  const gone = (text: string) => shown(text).waitFor({ state: 'detached' })
  for (const text of ['first', 'second', 'third', 'fourth']) await says(text)
  await feels(3, '🎉')
  await log(page).getByRole('button', { name: /🎉/ }).waitFor()
  await page.evaluate(() => document.body.setAttribute('data-same-page', ''))

  await page.context().setOffline(true)
  await page.getByText('Offline. You can write; it will be sent.').waitFor()
  await edits(1, 'first, once')
  await edits(1, 'first, twice')
  await deletes(2)
  await feels(3, '🎉', false)
  await feels(4, '🦆')
  await says('fifth')
  await edits(5, 'fifth, better')
  assert.equal(await shown('second').count(), 1)
  await page.context().setOffline(false)
  for (const text of ['first, twice', 'fifth, better']) await shown(text).waitFor()
  await log(page).getByRole('button', { name: /🦆/ }).waitFor()
  await gone('second')
  await log(page).getByRole('button', { name: /🎉/ }).waitFor({ state: 'detached' })
  assert.equal(await page.locator('[data-same-page]').count(), 1)

  await page.waitForTimeout(KEPT)
  await page.goto('about:blank')
  await edits(3, 'third, much later')
  await deletes(4)
  await page.goto(`/r/${roomId}`)
  await shown('third, much later').waitFor()
  await gone('fourth')
  assert.equal(await log(page).getByRole('button', { name: /🦆/ }).count(), 0)
  await says('sixth')
  await shown('sixth').waitFor()
})
