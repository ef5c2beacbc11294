import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { PASSWORD, roomWith, tell } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { dismiss, focused } from '../support/visitor.ts'

const begin = shareHouse()

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`somebody deletes their account, and the others see it happen (${size})`, { skip: noBrowser }, async (t) => {
    const { person, enter } = await begin(t)
    const [adele, bruno] = [await person('adele'), await person('bruno')]
    const roomId = await roomWith('The lake', adele, bruno)
    for (const text of ['Is anybody here?', 'Then I am off.']) await tell(adele, roomId, text)
    const ben = await enter(bruno, `/r/${roomId}`, options)
    const log = ben.page.getByRole('log')
    await log.getByText('Is anybody here?').waitFor()

    const ada = await enter(adele, '/me', options)
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
    await dismiss(dialog)
    await focused(open).waitFor()
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
    await log.getByText('Is anybody here?').waitFor({ state: 'detached' })
    await log.getByText('Deleted account').first().waitFor()
    await snap(ben.page, `${size}-account-4`)
    await ben.page.getByRole('button', { name: /^Members/ }).click()
    await ben.page.getByText('Owner', { exact: true }).waitFor()
    for (const { errors } of [ada, ben]) assert.deepEqual(errors, [])
  })
}
