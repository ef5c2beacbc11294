import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addReaction, call, deleteMessage, editMessage, removeReaction, type Seq } from '@snug/contracts'
import { noBrowser } from '../support/browser.ts'
import { roomWith, tell } from '../support/person.ts'
import { untilKept } from '../support/stored.ts'
import { shareHouse } from '../support/stories.ts'
import { log } from '../support/visitor.ts'

const begin = shareHouse()

test('who comes back sees what was edited, deleted and felt meanwhile, out of a tunnel and on another day', {
  skip: noBrowser,
}, async (t) => {
  const { person, enter } = await begin(t)
  const [ada, ben] = [await person('ada'), await person('ben')]
  const roomId = await roomWith('The lake', ada, ben)
  const { page } = await enter(ada, `/r/${roomId}`)
  const params = { roomId }
  const says = (text: string) => tell(ben, roomId, text)
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

  await untilKept(page, ['feeds'], '🦆')
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
