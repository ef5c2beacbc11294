import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { landscape } from './landscapes.ts'
import type { Stage } from './stage.ts'

export interface Screen {
  name: string
  /** Who is signed in; nobody when left out. */
  who?: 'ada' | 'ben' | 'dora'
  /** Where there is no such thing on the other. */
  only?: 'desktop' | 'phone'
  options?: BrowserContextOptions
  show: (page: Page, stage: Stage) => Promise<void>
}

/** Goes to an address and waits for what makes it that screen. */
export const at = (address: (stage: Stage) => string, sign: string) => async (page: Page, stage: Stage) => {
  await page.goto(address(stage))
  await page.locator(sign).first().waitFor()
}

export const inLake = at(({ lake }) => `/r/${lake}`, '[data-seq]')

/** The last message in the room that says so. */
export const message = (page: Page, words: RegExp | string): Locator =>
  page.getByRole('article').filter({ hasText: words }).last()

export const box = (page: Page): Locator => page.getByRole('textbox', { name: /^(Message|Nachricht)$/ })

/** Chooses pictures as a file picker would. */
export async function choose(page: Page, count: number, name = (i: number) => `${i}.jpg`): Promise<void> {
  const files = Array.from({ length: count }, async (_, i) => ({
    name: name(i),
    mimeType: 'image/jpeg',
    buffer: await landscape(i + 40, 1200, 900),
  }))
  await page
    .locator('input[type=file][multiple]')
    .first()
    .setInputFiles(await Promise.all(files))
}
