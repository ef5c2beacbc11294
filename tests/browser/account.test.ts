import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, createRoom, joinRoom, postMessage } from '@snug/contracts'
import type { BrowserContextOptions } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { newClientId, PASSWORD, signUp } from '../support/person.ts'
import { logIn } from '../support/visitor.ts'

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`somebody deletes their account, and the others see it happen (${size})`, { skip: noBrowser }, async (t) => {
    const house = await startTestHouse(t)
    const [adele, bruno] = [await signUp(house.url, 'adele'), await signUp(house.url, 'bruno')]
    const { id: roomId } = await call(adele.caller, createRoom, { body: { name: 'The lake', visibility: 'public' } })
    await call(bruno.caller, joinRoom, { params: { roomId, profileId: 'me' } })
    for (const text of ['Is anybody here?', 'Then I am off.'])
      await call(adele.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })
    const { newPage } = await startBrowser(t)
    const [ada, ben] = [await newPage(house.url, options), await newPage(house.url, options)]
    const log = ben.page.getByRole('log')
    await logIn(ben.page, 'bruno')
    await ben.page.goto(`/r/${roomId}`)
    await log.getByText('Is anybody here?').waitFor()

    await logIn(ada.page, 'adele')
    await ada.page.goto('/me')
    const open = ada.page.getByRole('button', { name: 'Delete account…' })
    await open.scrollIntoViewIfNeeded()
    await snap(ada.page, `${size}-account-1`)
    assert.deepEqual(await barriers(ada.page), [])
    await open.press('Enter')
    const dialog = ada.page.getByRole('alertdialog', { name: 'Delete your account?' })
    const password = dialog.getByLabel('Password', { exact: true })
    await password.fill('not the password')
    await password.press('Enter')
    await dialog.getByRole('alert').getByText('The password is wrong.').waitFor()
    await snap(ada.page, `${size}-account-2`)
    assert.deepEqual(await barriers(ada.page), [])
    await ada.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await open.evaluate((button) => button === document.activeElement), true)
    assert.equal(await log.getByText('Message deleted').count(), 0)

    await open.press('Enter')
    await password.fill(PASSWORD)
    await password.press('Enter')
    await ada.page.getByText('Your account is deleted, and all you said and showed with it.').waitFor()
    assert.equal(await ada.page.title(), 'Account deleted · Snug')
    await snap(ada.page, `${size}-account-3`)
    assert.deepEqual(await barriers(ada.page), [])
    assert.deepEqual(await ada.page.context().cookies(), [])

    await log.getByText('Message deleted').nth(1).waitFor()
    assert.equal(await log.getByText('Is anybody here?').count(), 0)
    await log.getByText('Deleted account').first().waitFor()
    await snap(ben.page, `${size}-account-4`)
    await ben.page.getByRole('button', { name: /^Members/ }).click()
    await ben.page.getByText('Owner', { exact: true }).waitFor()
    for (const { errors } of [ada, ben]) assert.deepEqual(errors, [])
  })
}
