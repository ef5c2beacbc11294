import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, endSession, listSessions } from '@snug/contracts'
import type { Page } from 'playwright-core'
import { noBrowser } from '../support/browser.ts'
import { PASSWORD, roomWith, tell } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { log, logIn } from '../support/visitor.ts'

const begin = shareHouse()

const SECRET = 'Only for Ada.'

/** Nothing of Ada's is on the page, nor comes with the next, nor by going back. */
async function knowsNothing(page: Page) {
  const seen = () => page.getByText(/The lake|Only for Ada/).count()
  assert.equal(await seen(), 0)
  await page.goBack().catch(() => {})
  await page.waitForLoadState()
  assert.equal(await seen(), 0)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  assert.equal(await seen(), 0)
}

test('no window shows one person what another one saw in it', { skip: noBrowser }, async (t) => {
  const { person, newPage } = await begin(t)
  const [ada, ben] = [await person('ada'), await person('ben')]
  const roomId = await roomWith('The lake', ada)
  await tell(ada, roomId, SECRET)
  const { page } = await newPage()
  const other = await page.context().newPage()
  const bothOpen = async () => {
    await logIn(page, ada.profile.username)
    for (const window of [page, other]) {
      await window.goto(`/r/${roomId}`)
      await log(window).getByText(SECRET).waitFor()
    }
  }

  await bothOpen()
  await other.goto('/settings')
  await other.getByRole('button', { name: 'Log out', exact: true }).click()
  for (const window of [other, page]) await window.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await logIn(other, ben.profile.username)
  await page.goto('/')
  await knowsNothing(page)

  await other.goto('/settings')
  await other.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await bothOpen()
  const { items } = await call(ada.caller, listSessions, {})
  for (const { id, current } of items) if (!current) await call(ada.caller, endSession, { params: { sessionId: id } })
  const dialogs = [page, other].map((window) => window.getByRole('dialog', { name: 'Your session has ended' }))
  for (const dialog of dialogs) await dialog.waitFor()
  const [, dialog] = dialogs
  await dialog?.getByLabel('Username').fill(ben.profile.username)
  await dialog?.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog?.getByRole('button', { name: 'Log in' }).click()
  for (const window of [other, page]) {
    await window.waitForURL('/')
    await window.getByRole('navigation', { name: 'Rooms' }).waitFor()
    await knowsNothing(window)
  }
})
