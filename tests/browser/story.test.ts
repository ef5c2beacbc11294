import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, DEVELOPED_MS, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { phonePhoto } from '../support/pictures.ts'
import { shareHouse } from '../support/stories.ts'
import { box, dismiss, log, register, say, tile, viewer } from '../support/visitor.ts'

const begin = shareHouse()

/** Three photos: real ones out of the folder that SNUG_TEST_PICTURES names, or made here. */
async function threePhotos() {
  const folder = process.env.SNUG_TEST_PICTURES
  const names = folder
    ? readdirSync(folder)
        .filter((name) => /\.(jpe?g|png|webp|avif)$/.test(name))
        .slice(-6, -3)
    : []
  if (folder) return names.map((name) => ({ name, mimeType: 'image/jpeg', buffer: readFileSync(join(folder, name)) }))
  return Promise.all(
    [20, 140, 260].map(async (hue) => ({
      name: `${hue}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await phonePhoto(1600, 1200, hue),
    })),
  )
}

const haveThree = () => {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('[role=log] img[src*="/photos/"]')]
  return pictures.length === 3 && pictures.every((image) => image.complete && image.naturalWidth > 0)
}

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`two people meet, talk and share pictures (${size})`, { skip: noBrowser }, async (t) => {
    const { newPage } = await begin(t)
    const [ada, ben] = [await newPage(options), await newPage(options)]
    const shown = (page: Page, name: string) => snap(page, `${size}-${name}`)

    await ada.page.goto('/')
    await ada.page.getByRole('heading', { level: 1 }).waitFor()
    await shown(ada.page, '01-login')
    assert.deepEqual(await barriers(ada.page), [])
    await register(ada.page, `ada-${size}`)
    await shown(ada.page, '02-home-empty')
    const guest = `ben-${size}`
    await register(ben.page, guest)

    await ada.page.getByRole('button', { name: 'New room' }).click()
    await ada.page.getByLabel('Name', { exact: true }).fill('The lake')
    await shown(ada.page, '03-new-room')
    await ada.page.getByRole('button', { name: 'Create room' }).click()
    await ada.page.getByRole('heading', { level: 1, name: 'The lake' }).waitFor()
    await ada.page.getByRole('button', { name: /^Members/ }).click()
    await ada.page.getByLabel('Username').fill(guest)
    await ada.page.getByRole('button', { name: 'Invite', exact: true }).click()
    await ada.page.getByText(`${guest} is in the room now.`).waitFor()
    await shown(ada.page, '04-members')
    assert.deepEqual(await barriers(ada.page), [])
    await ada.page.getByRole('button', { name: 'Close members' }).click()

    await ben.page.getByRole('link', { name: /The lake/ }).click()
    await say(ada.page, 'Hello Ben, are you there? 🦆')
    await log(ben.page).getByText('Hello Ben, are you there? 🦆').waitFor()
    await box(ben.page).pressSequentially('Yes')
    await ada.page.getByText(`${guest} is writing…`).waitFor()
    await say(ben.page, 'Yes <b>I am</b>')
    await log(ada.page).getByText('Yes <b>I am</b>').waitFor()

    await ada.page.locator('input[type=file]').setInputFiles(await threePhotos())
    await tile(ada.page, 1).click()
    await ada.page.getByLabel('Description').fill('the far shore')
    await dismiss(ada.page.getByRole('dialog'))
    await shown(ada.page, '05-tray')
    assert.deepEqual(await barriers(ada.page), [])
    await say(ada.page, 'from this morning')
    for (const { page } of [ben, ada]) {
      await log(page).getByText('from this morning').waitFor()
      await page.waitForFunction(haveThree, undefined, { timeout: DEVELOPED_MS })
    }
    await shown(ben.page, '06-room')
    assert.deepEqual(await barriers(ben.page), [])

    await log(ben.page)
      .getByRole('link', { name: /the far shore/ })
      .click()
    const lightbox = await viewer(ben.page)
    await lightbox.getByText('1 / 3').waitFor()
    await ben.page.keyboard.press('ArrowRight')
    await lightbox.getByText('2 / 3').waitFor()
    await shown(ben.page, '07-lightbox')
    await dismiss(lightbox)

    await ben.page.goto('/me')
    await ben.page.getByLabel('Display name').fill('Ben of the lake')
    await shown(ben.page, '08-profile')
    assert.deepEqual(await barriers(ben.page), [])
    await ben.page.getByRole('button', { name: /save/i }).click()
    await ben.page.getByRole('button', { name: 'Log out' }).first().click()
    await ben.page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await ben.page.goto('/me')
    await ben.page.getByRole('heading', { name: 'Welcome back' }).waitFor()

    for (const { errors } of [ada, ben]) assert.deepEqual(errors, [])
  })
}
