import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '@snug/contracts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, DEVELOPED_MS, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { roomWith } from '../support/person.ts'
import { phonePhoto } from '../support/pictures.ts'
import { shareHouse } from '../support/stories.ts'
import { box, dismiss, focused, log, openActions, say, slowDown, tile, viewer } from '../support/visitor.ts'

const begin = shareHouse()

const MANY = 30
/** Bytes a second that leave on a bad line: thirty pictures of some 30 kB take as long as the story needs. */
const SLOW = 20_000

const fileOf = async (at: number) => ({
  name: `${at}.jpg`,
  mimeType: 'image/jpeg',
  buffer: await phonePhoto(1600, 1200, at * 12),
})
const noPicture = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('these are notes') }

/** The first bytes that leave meet a damage on their way. */
async function damageOne(page: Page): Promise<void> {
  let damaged = false
  await page.route('**/api/v1/uploads/*', (route) => {
    if (damaged || route.request().method() !== 'PATCH') return route.continue()
    damaged = true
    return route.fulfill({ status: 422, json: new Problem('upload_damaged').toJSON() })
  })
}

const places = (page: Page) => log(page).getByRole('img', { name: /still arriving/ })

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`thirty pictures fill their places over a bad line (${size})`, { skip: noBrowser }, async (t) => {
    const { person, enter } = await begin(t)
    const people = [await person('ada'), await person('ben')] as const
    const room = `/r/${await roomWith('The lake', ...people)}`
    const [ada, ben] = [await enter(people[0], room, options), await enter(people[1], room, options)]
    const shown = (page: Page, name: string) => snap(page, `${size}-${name}`)

    const many = await Promise.all(Array.from({ length: MANY - 1 }, (_, at) => fileOf(at)))
    await ada.page.locator('input[type=file]').setInputFiles([noPicture, noPicture])
    await ada.page.getByRole('button', { name: 'Remove picture 2' }).click()
    await focused(ada.page.getByRole('button', { name: 'Remove picture 1' })).press('Enter')
    await focused(box(ada.page)).waitFor()

    await ada.page.locator('input[type=file]').setInputFiles([...many, noPicture])
    await tile(ada.page, 1).click()
    await ada.page.getByLabel('Caption').fill('the far shore')
    await dismiss(ada.page.getByRole('dialog'))
    await shown(ada.page, '10-tray-of-many')
    assert.deepEqual(await barriers(ada.page), [])

    const speedUp = await slowDown(ada.page, SLOW)
    await damageOne(ada.page)
    await say(ada.page, 'the whole trip')
    await log(ben.page).getByText('the whole trip').waitFor()
    await places(ben.page).first().waitFor()
    await shown(ben.page, '11-places-of-others')
    assert.deepEqual(await barriers(ben.page), [])

    await ada.page.getByRole('button', { name: 'Show each' }).click()
    const each = ada.page.getByRole('list', { name: 'Pictures on their way' })
    await each.getByRole('button', { name: 'Cancel picture 29', exact: true }).click()
    await ada.page.getByText(/of 29 sent/).waitFor()
    // The next one, which is the thirtieth until the house knows that one is gone.
    await each.locator('[aria-label^="Cancel picture"]:focus').waitFor()
    await shown(ada.page, '12-post-on-its-way')
    assert.deepEqual(await barriers(ada.page), [])

    await ada.page.getByText('What arrived is not what was sent.').waitFor()
    await each.getByRole('button', { name: /^Try picture \d+ again$/ }).click()
    await ada.page.getByText('What arrived is not what was sent.').waitFor({ state: 'detached' })
    await speedUp()

    await ada.page.context().setOffline(true)
    await ada.page.getByText('Offline.').waitFor()
    await ada.page.context().setOffline(false)
    await ada.page.getByText('This is not a picture we can open.').waitFor({ timeout: DEVELOPED_MS })
    await shown(ada.page, '13-post-with-a-failure')
    await ada.page.getByRole('button', { name: 'Remove the failed' }).click()

    await ada.page.getByText(/of 2[89] sent/).waitFor({ state: 'detached', timeout: DEVELOPED_MS })
    for (const { page } of [ada, ben]) {
      await log(page)
        .getByRole('article', { name: /28 pictures$/ })
        .waitFor()
      await places(page).first().waitFor({ state: 'detached', timeout: DEVELOPED_MS })
      await shown(page, `14-all-there-${page === ada.page ? 'mine' : 'others'}`)
    }

    await log(ben.page)
      .getByRole('link', { name: /^Open picture, 1 of 28/ })
      .click()
    const pictures = await viewer(ben.page)
    await pictures.getByText('the far shore').waitFor()
    await shown(ben.page, '15-caption')
    await dismiss(pictures)

    await openActions(log(ada.page).getByRole('article', { name: /28 pictures$/ }))
    await ada.page.getByRole('menuitem', { name: 'Edit' }).click()
    const editor = ada.page.getByRole('dialog', { name: 'Edit message' })
    await editor.getByLabel('Description of picture 2', { exact: true }).fill('a heron')
    await editor.getByRole('button', { name: 'Move picture 2 up', exact: true }).click()
    await editor.getByRole('button', { name: 'Delete picture 28' }).click()
    await shown(ada.page, '16-edit')
    assert.deepEqual(await barriers(ada.page), [])
    await editor.getByRole('button', { name: 'Delete', exact: true }).click()
    await editor.getByLabel('Description of picture 28').waitFor({ state: 'detached' })
    await editor.getByRole('button', { name: 'Save' }).click()
    await log(ben.page).getByRole('link', { name: 'Open picture, 1 of 27: a heron' }).waitFor()
    for (const { errors } of [ada, ben]) assert.deepEqual(errors, [])
  })
}
