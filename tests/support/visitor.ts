import type { Locator, Page } from 'playwright-core'
import { PASSWORD } from './person.ts'
import { filesOf } from './pictures.ts'

/** What people do in a browser, by what they see. */

export async function logIn(page: Page, username: string): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()
}

export async function register(page: Page, username: string): Promise<void> {
  await page.goto('/register')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()
}

export async function say(page: Page, text: string): Promise<void> {
  await box(page).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

export const pick = async (page: Page, count: number): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await filesOf(count))

/** Where one writes. */
export const box = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true })

export const log = (page: Page): Locator => page.getByRole('log')

/** The one of these that has the focus: what a key is pressed for waits until it would take it. */
export const focused = (target: Locator): Locator => target.and(target.page().locator(':focus'))

/** What has the focus, or something in it that has. */
export const holdingFocus = (target: Locator): Locator => target.and(target.page().locator(':focus-within'))

/** A picture in the tray. */
export const tile = (page: Page, at: number): Locator =>
  page.getByRole('row', { name: new RegExp(`^Picture ${at} of`) })

/** Pictures as large as the screen, once they take keys: they come with the focus in them. */
export async function viewer(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: /^Pictures in/ })
  await holdingFocus(dialog).waitFor()
  return dialog
}

/** Esc, once the dialog would take it, and until it is gone. */
export async function dismiss(dialog: Locator): Promise<void> {
  await holdingFocus(dialog).waitFor()
  await dialog.page().keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

/** Opens what can be done with a message, which is drawn where the mouse or the focus is. */
export async function openActions(message: Locator): Promise<void> {
  await message.hover()
  await message.getByRole('button', { name: 'Message actions' }).click()
  await holdingFocus(message.page().getByRole('menu')).waitFor()
}

/** Waits until the service worker has all that Snug is made of. */
export const shellIsKept = (page: Page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')

/** A line on which so many bytes leave in a second. @returns makes it a good one again */
export async function slowDown(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const network = await page.context().newCDPSession(page)
  const limit = (uploadThroughput: number, latency: number) =>
    network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: -1,
      uploadThroughput,
    })
  await limit(bytesPerSecond, 50)
  return async () => void (await limit(-1, 0))
}
