import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, DEVELOPED_MS, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { PASSWORD } from '../support/person.ts'
import { phonePhoto } from '../support/pictures.ts'
import { shareHouse } from '../support/stories.ts'
import { focused, logIn } from '../support/visitor.ts'

const begin = shareHouse()

const avatarIn = (page: Page, where: string) => page.locator(`${where} .avatar img`)

/** The picture is there, drawn, and of that many px. */
const isDrawn = (page: Page, where: string) =>
  page.waitForFunction((selector) => {
    const image = document.querySelector<HTMLImageElement>(`${selector} .avatar img`)
    return image?.complete && image.naturalWidth > 0
  }, where)

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`somebody comes for the first time and makes the place their own (${size})`, { skip: noBrowser }, async (t) => {
    const { person, newPage } = await begin(t)
    const taken = (await person('ada')).profile.username
    const [{ page, errors }, other] = [await newPage(options), await newPage()]
    const shown = async (name: string) => {
      await snap(page, `${size}-first-${name}`)
      assert.deepEqual(await barriers(page), [], name)
    }

    await page.goto('/register')
    await page.getByRole('heading', { name: 'What this place is' }).waitFor()
    await page.getByText('not end-to-end encrypted').waitFor()
    await shown('1-register')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('At least 3 characters.').waitFor()
    await page.getByText('At least 8 characters.', { exact: true }).waitFor()
    const username = page.getByLabel('Username')
    await focused(username).waitFor()
    await shown('2-faults')

    await username.fill(taken)
    await page.getByLabel('Password', { exact: true }).fill('password1')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Too easy: this is one of the first that anybody would try.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Show password' }).click()
    assert.equal(await page.getByLabel('Password', { exact: true }).getAttribute('type'), 'text')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('This username is taken.').waitFor()
    await shown('3-taken')
    await page.getByRole('button', { name: `the.${taken}` }).click()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor()

    await page.goto('/settings')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await shown('4-settings')
    await page.getByLabel('Choose a picture').setInputFiles({
      name: 'me.jpg',
      mimeType: 'image/jpeg',
      buffer: await phonePhoto(1600, 1200, 200),
    })
    const dialog = page.getByRole('dialog', { name: 'Your picture' })
    const cut = dialog.getByRole('group', { name: 'The part of the picture that is taken' })
    await cut.waitFor()
    await dialog.getByLabel('Size of the cut').fill('500')
    await dialog.getByRole('button', { name: 'Left' }).click()
    const before = await cut.evaluate((area) => area.getBoundingClientRect().top)
    await cut.press('ArrowUp')
    assert.ok((await cut.evaluate((area) => area.getBoundingClientRect().top)) < before)
    await shown('5-crop')
    await dialog.getByRole('button', { name: 'Use this picture' }).click()
    await dialog.waitFor({ state: 'detached', timeout: DEVELOPED_MS })
    await isDrawn(page, '.avatar-setting')
    const address = await avatarIn(page, '.avatar-setting').getAttribute('src')
    assert.match(address ?? '', /\/large$/)
    assert.equal(await avatarIn(page, '.rail').getAttribute('src'), address?.replace('large', 'small'))

    await page.getByLabel('Display name').fill('Ada of the lake')
    await page.getByLabel('Bio').fill('Swims before breakfast.')
    await page.getByText('23 of 500 characters').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.profile-save').getByText('Saved').waitFor()
    await shown('6-profile')

    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.locator('#look').getByText('Saved').waitFor()
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark')
    const typing = page.getByRole('switch', { name: 'That you are writing' })
    assert.equal(await typing.isChecked(), true)
    await page.getByText('That you are writing').click()
    await page.locator('#privacy').getByText('Saved').waitFor()
    await shown('7-dark')
    await page.reload()
    await typing.waitFor()
    assert.equal(await typing.isChecked(), false)
    assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true)

    await page.getByRole('radio', { name: 'Deutsch' }).check()
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de')
    await shown('8-german')
    await page.goto(`/u/the.${taken}`)
    await page.getByText('Swims before breakfast.').waitFor()
    await isDrawn(page, '.person')
    await shown('9-person')
    await page.goto('/u/nobody.here')
    await page.getByRole('heading', { level: 1, name: 'Diese Person gibt es hier nicht' }).waitFor()

    await logIn(other.page, `the.${taken}`)
    await page.goto('/settings#sessions')
    await page.getByRole('listitem').filter({ hasText: 'Dieses Gerät' }).waitFor()
    await page.locator('#sessions').scrollIntoViewIfNeeded()
    await shown('10-sessions')
    await page.getByRole('button', { name: 'Überall abmelden' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Überall abmelden' }).click()
    await page.getByRole('heading', { name: 'Willkommen zurück' }).waitFor()
    await shown('11-login')
    assert.deepEqual(await page.context().cookies(), [])
    await other.page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    for (const person of [{ errors }, other]) assert.deepEqual(person.errors, [])
  })
}

test('who tries passwords too fast is told how long to wait', { skip: noBrowser }, async (t) => {
  const { newPage } = await begin(t)
  const { page, errors } = await newPage(phone)
  await page.route('**/auth/login', (route) =>
    route.fulfill({
      status: 429,
      contentType: 'application/problem+json',
      json: { type: 'x', title: 'x', status: 429, code: 'too_many_requests', retryAfter: 3 },
    }),
  )
  await page.goto('/login')
  await page.getByLabel('Username').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: /^Try again in [123] s$/, disabled: true }).waitFor()
  await snap(page, 'phone-first-12-wait')
  assert.deepEqual(await barriers(page), [])
  await page.getByRole('button', { name: 'Log in' }).waitFor()
  assert.deepEqual(errors, [])
})
