import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { call, endSession, listSessions } from '@snug/contracts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startOwnBrowser } from '../support/browser.ts'
import { PASSWORD, roomWith } from '../support/person.ts'
import { contentsOf, heard, saidIn } from '../support/said.ts'
import { UNDER_WAY, untilKept } from '../support/stored.ts'
import { shareHouse } from '../support/stories.ts'
import { box, dismiss, holdingFocus, log, logIn, pick, say, slowDown, tile } from '../support/visitor.ts'

const MANY = 10
/** Bytes a second that leave on a bad line: ten pictures of some 5 kB take seconds. */
const SLOW = 5_000

const begin = shareHouse()

/** By the keyboard, which needs no room on a phone. */
const openPicture = async (page: Page, at: number) => {
  await tile(page, at).focus()
  await page.keyboard.press('Alt+a')
  await holdingFocus(page.getByRole('dialog')).waitFor()
}
const captionOf = (page: Page) => page.getByRole('dialog').getByLabel('Caption')

// Side by side: most of the time they wait for a bad line.
suite('kept on the way', { concurrency: 2, skip: noBrowser }, () => {
  for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
    test(`a browser that is killed goes on where it was when it is opened again (${size})`, async (t) => {
      const { url, person } = await begin(t)
      const [ada, ben] = [await person('ada'), await person('ben')]
      const [hill, lake] = [await roomWith('The hill', ada, ben), await roomWith('The lake', ada, ben)]
      const browser = await startOwnBrowser(t, url, options)
      let { page } = await browser.open()
      await logIn(page, ada.profile.username)
      await browser.close() // cookies get to disk now and then, and here

      ;({ page } = await browser.open())
      await page.goto(`/r/${hill}`)
      await box(page).fill('not sent yet')
      await pick(page, 2)
      await openPicture(page, 2)
      await captionOf(page).fill('the summit')
      await dismiss(page.getByRole('dialog'))
      await untilKept(page, ['drafts'], 'the summit')
      await page.goto(`/r/${lake}`)
      await pick(page, MANY)
      await slowDown(page, SLOW)
      await say(page, 'the whole trip')
      await page.getByText(/[1-9] of 10 sent/).waitFor()
      await page.context().setOffline(true)
      await page.getByText('Offline. You can write; it will be sent.').waitFor()
      await say(page, 'and this, from the tunnel')
      await untilKept(page, UNDER_WAY, 'and this, from the tunnel')
      await browser.kill()

      ;({ page } = await browser.open())
      await page.goto(`/r/${hill}`)
      await tile(page, 2).waitFor()
      assert.equal(await box(page).inputValue(), 'not sent yet')
      await snap(page, `${size}-killed-1-draft`)
      await openPicture(page, 2)
      assert.equal(await captionOf(page).inputValue(), 'the summit')
      await dismiss(page.getByRole('dialog'))
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
      await untilKept(page, UNDER_WAY, 'two from the cave')
      await untilKept(page, UNDER_WAY, 'it is dark')
      await browser.kill()
      ;({ page } = await browser.open())
      await page.goto('/')
      const all = await heard(ben.caller, lake, { messages: 4, pictures: MANY + 2 })
      assert.deepEqual(contentsOf(all.slice(2)), [
        ['two from the cave', 2],
        ['it is dark', 0],
      ])
    })

    test(`a session that ended keeps text and pictures, and goes on (${size})`, async (t) => {
      const { person, enter } = await begin(t)
      const [ada, ben] = [await person('ada'), await person('ben')]
      const lake = await roomWith('The lake', ada, ben)
      const { page } = await enter(ada, `/r/${lake}`, options)
      await pick(page, 3)
      await slowDown(page, SLOW)
      await say(page, 'on their way')
      await log(page).getByText('on their way').waitFor()
      await box(page).fill('half a thought')
      await pick(page, 1)

      const { items } = await call(ada.caller, listSessions, {})
      for (const { id, current } of items)
        if (!current) await call(ada.caller, endSession, { params: { sessionId: id } })
      const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
      await dialog.waitFor()
      await snap(page, `${size}-ended-1`)
      assert.deepEqual(await barriers(page), [])
      await holdingFocus(dialog).waitFor()
      await page.keyboard.press('Escape') // which does not close it
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
})
