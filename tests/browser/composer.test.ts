import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { barriers, noBrowser, snap } from '../support/browser.ts'
import { roomWith, tell } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { box, focused, log, openActions } from '../support/visitor.ts'

const begin = shareHouse()

/** Ada in a room of hers, with Ben in it. */
async function inTheRoom(t: TestContext) {
  const { person, enter } = await begin(t)
  const [ada, ben] = [await person('ada'), await person('ben')]
  const roomId = await roomWith('The lake', ada, ben)
  const { page } = await enter(ada, `/r/${roomId}`)
  await box(page).waitFor()
  return { ada: page, ben, roomId, benComes: async () => (await enter(ben, `/r/${roomId}`)).page }
}

test('a name is completed by the keyboard', { skip: noBrowser }, async (t) => {
  const { ada, ben, benComes } = await inTheRoom(t)
  const { username } = ben.profile
  await box(ada).pressSequentially('Look, @b')
  const names = ada.getByRole('listbox', { name: 'People in this room' })
  const first = names.getByRole('option', { name: `ben @${username}` })
  await first.waitFor()
  assert.equal(await box(ada).getAttribute('aria-activedescendant'), await first.getAttribute('id'))
  await snap(ada, 'composer-mention')
  assert.deepEqual(await barriers(ada), [])

  await ada.keyboard.press('Escape')
  await names.waitFor({ state: 'detached' })
  await ada.keyboard.type('e')
  assert.equal(await names.count(), 0) // it was closed for this name
  await box(ada).fill('')
  await box(ada).pressSequentially('Look, @be')
  await first.waitFor()
  await ada.keyboard.press('Enter')
  assert.equal(await box(ada).inputValue(), `Look, @${username} `)
  await ada.keyboard.press('Enter')
  await log(await benComes())
    .getByText(`Look, @${username}`)
    .waitFor()
  await focused(box(ada)).waitFor()
})

test('a message that is too long says so and stays', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  const send = ada.getByRole('button', { name: 'Send', exact: true })
  await box(ada).fill('🦊'.repeat(3_990))
  await ada.getByText('10 characters left').waitFor()
  await box(ada).fill('🦊'.repeat(4_002))
  await ada.getByText('2 characters too long. Shorten it, or send it in two messages.').waitFor()
  assert.equal(await send.isDisabled(), true)
  await ada.keyboard.press('Enter')
  assert.equal((await box(ada).inputValue()).length, 8_004)
})

test('who answers sees what, and may leave it', { skip: noBrowser }, async (t) => {
  const { ada, ben, roomId, benComes } = await inTheRoom(t)
  const banner = ada.getByText('Replying to ben: Who rows?')
  const reply = async () => {
    await openActions(log(ada).getByRole('article', { name: /^ben/ }))
    await ada.getByRole('menuitem', { name: 'Reply' }).click()
    await banner.waitFor()
  }
  await tell(ben, roomId, 'Who rows?')
  await log(ada).getByText('Who rows?').waitFor()
  await reply()
  await snap(ada, 'composer-reply')
  assert.deepEqual(await barriers(ada), [])
  await box(ada).press('Escape')
  await banner.waitFor({ state: 'detached' })

  await reply()
  await box(ada).fill('I do')
  await ada.keyboard.press('Enter')
  await banner.waitFor({ state: 'detached' })
  await log(await benComes())
    .getByRole('article', { name: /^ada/ })
    .getByRole('link', { name: /Who rows/ })
    .waitFor()
})

test('keys do as was chosen: Enter is a new line, and Ctrl+U adds pictures', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  await box(ada).click()
  const chooser = ada.waitForEvent('filechooser')
  await ada.keyboard.press('Control+u')
  assert.equal((await chooser).isMultiple(), true)

  await ada.evaluate(() => localStorage.setItem('snug.preferences', '{"enterSends":false}'))
  await ada.reload()
  await box(ada).fill('one')
  await ada.keyboard.press('Enter')
  await ada.keyboard.type('two')
  assert.equal(await box(ada).inputValue(), 'one\ntwo')
  await ada.keyboard.press('Control+Enter')
  await log(ada).getByText('two').waitFor()
  assert.equal(await box(ada).inputValue(), '')
})
