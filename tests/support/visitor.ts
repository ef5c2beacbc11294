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

export async function makeRoom(page: Page, name: string, guest: string): Promise<void> {
  await page.getByRole('button', { name: 'New room' }).click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create room' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('button', { name: /^Members/ }).click()
  await page.getByLabel('Username').fill(guest)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByText(`${guest} is in the room now.`).waitFor()
  await page.getByRole('button', { name: 'Close members' }).click()
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

/** A line on which so many bytes leave in a second. */
export async function slowDown(page: Page, bytesPerSecond: number): Promise<void> {
  const network = await page.context().newCDPSession(page)
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 50,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  })
}
