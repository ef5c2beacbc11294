import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, endSession, listSessions } from '@snug/contracts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startBrowser, startOwnBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { logIn, PASSWORD, signUp } from '../support/person.ts'
import { contentsOf, heard, roomOf, saidIn } from '../support/said.ts'
import { box, log, makeRoom, pick, register, say, slowDown } from '../support/visitor.ts'

const MANY = 10
/** Bytes a second that leave on a bad line: ten pictures of some 5 kB take seconds. */
const SLOW = 5_000
/** In ms: what is written is kept sooner. */
const KEPT = 600

/** A picture in the tray. */
const tile = (page: Page, at: number) => page.getByRole('row', { name: new RegExp(`^Picture ${at} of`) })
/** By the keyboard, which needs no room on a phone. */
const openPicture = async (page: Page, at: number) => {
  await tile(page, at).focus()
  await page.keyboard.press('Alt+a')
}
const captionOf = (page: Page) => page.getByRole('dialog').getByLabel('Caption')

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`a browser that is killed goes on where it was when it is opened again (${size})`, {
    skip: noBrowser,
  }, async (t) => {
    const house = await startTestHouse(t)
    const ben = await signUp(house.url, 'ben')
    const browser = await startOwnBrowser(t, house.url, options)
    let { page } = await browser.open()
    page.setDefaultTimeout(30_000)
    await register(page, 'ada')
    await makeRoom(page, 'The hill', 'ben')
    await page.goto('/')
    await makeRoom(page, 'The lake', 'ben')
    const [hill, lake] = [await roomOf(ben.caller, 'The hill'), await roomOf(ben.caller, 'The lake')]
    await browser.close() // cookies get to disk now and then, and here

    ;({ page } = await browser.open())
    await page.goto(`/r/${hill}`)
    await box(page).fill('not sent yet')
    await pick(page, 2)
    await openPicture(page, 2)
    await captionOf(page).fill('the summit')
    await page.keyboard.press('Escape')
    await page.waitForTimeout(KEPT)
    await page.goto(`/r/${lake}`)
    await pick(page, MANY)
    await slowDown(page, SLOW)
    await say(page, 'the whole trip')
    await page.getByText(/[1-9] of 10 sent/).waitFor()
    await page.context().setOffline(true)
    await say(page, 'and this, from the tunnel')
    await page.waitForTimeout(KEPT)
    await browser.kill()

    ;({ page } = await browser.open())
    await page.goto(`/r/${hill}`)
    await tile(page, 2).waitFor()
    assert.equal(await box(page).inputValue(), 'not sent yet')
    await snap(page, `${size}-killed-1-draft`)
    await openPicture(page, 2)
    assert.equal(await captionOf(page).inputValue(), 'the summit')
    await page.keyboard.press('Escape')
    const said = await heard(ben.caller, lake, { messages: 2, pictures: MANY })
    assert.deepEqual(contentsOf(said), [
      ['the whole trip', MANY],
      ['and this, from the tunnel', 0],
    ])
    assert.equal(new Set(said.flatMap(({ photos }) => photos.map(({ id }) => id))).size, MANY)

    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const [sent] = await heard(ben.caller, hill, { messages: 1, pictures: 2 })
    assert.deepEqual([sent?.text, sent?.photos.map(({ caption }) => caption)], ['not sent yet', ['', 'the summit']])
    await page.goto(`/r/${lake}`)
    await log(page)
      .getByRole('article', { name: /10 pictures$/ })
      .waitFor()
    await snap(page, `${size}-killed-2-all-there`)
    assert.equal((await saidIn(ben.caller, lake)).length, 2)

    // Written without a network at all, and killed at once: not even asked for places.
    await page.context().setOffline(true)
    await pick(page, 2)
    await say(page, 'two from the cave')
    await log(page).getByText('two from the cave').waitFor()
    await say(page, 'it is dark')
    await log(page).getByText('it is dark').waitFor()
    await page.waitForTimeout(KEPT)
    await browser.kill()
    ;({ page } = await browser.open())
    await page.goto('/')
    const all = await heard(ben.caller, lake, { messages: 4, pictures: MANY + 2 })
    assert.deepEqual(contentsOf(all.slice(2)), [
      ['two from the cave', 2],
      ['it is dark', 0],
    ])
  })

  test(`a session that ended keeps text and pictures, and goes on (${size})`, { skip: noBrowser }, async (t) => {
    const house = await startTestHouse(t)
    const ben = await signUp(house.url, 'ben')
    const { newPage } = await startBrowser(t)
    const { page } = await newPage(house.url, options)
    page.setDefaultTimeout(30_000)
    await register(page, 'ada')
    await makeRoom(page, 'The lake', 'ben')
    const lake = await roomOf(ben.caller, 'The lake')
    await pick(page, 3)
    await slowDown(page, SLOW)
    await say(page, 'on their way')
    await log(page).getByText('on their way').waitFor()
    await box(page).fill('half a thought')
    await pick(page, 1)

    const elsewhere = await logIn(house.url, 'ada')
    const { items } = await call(elsewhere.caller, listSessions, {})
    for (const { id, current } of items)
      if (!current) await call(elsewhere.caller, endSession, { params: { sessionId: id } })
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.waitFor()
    await snap(page, `${size}-ended-1`)
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('Escape')
    await dialog.getByLabel('Password', { exact: true }).fill('not the password')
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await box(page).inputValue(), 'half a thought')
    await tile(page, 1).waitFor()
    await heard(ben.caller, lake, { messages: 1, pictures: 3 })
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const said = await heard(ben.caller, lake, { messages: 2, pictures: 4 })
    assert.deepEqual(
      said.map(({ text, photos }) => [text, photos.length]),
      [
        ['on their way', 3],
        ['half a thought', 1],
      ],
    )
  })
}
