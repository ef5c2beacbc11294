import type { BrowserContextOptions, Page } from 'playwright-core'
import { landscape } from './landscapes.ts'
import type { Stage } from './stage.ts'

export interface Screen {
  name: string
  /** Who is signed in; nobody when left out. */
  who?: 'ada' | 'ben'
  options?: BrowserContextOptions
  show: (page: Page, stage: Stage) => Promise<void>
}

const at = (address: (stage: Stage) => string, sign: string) => async (page: Page, stage: Stage) => {
  await page.goto(address(stage))
  await page.locator(sign).first().waitFor()
}
const inLake = at(({ lake }) => `/r/${lake}`, '#composer')

const pictureFiles = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, i) => ({
      name: `${i}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await landscape(i + 40, 1200, 900),
    })),
  )
const choose = async (page: Page, count: number) =>
  page
    .locator('input[type=file][multiple]')
    .first()
    .setInputFiles(await pictureFiles(count))

/** The last message in the room with that word in its name. */
const message = (page: Page, words: RegExp | string) => page.getByRole('article').filter({ hasText: words }).last()

/** Every screen of the client in every state that a person may see it in. */
export const SCREENS: readonly Screen[] = [
  { name: 'login', show: at(() => '/login', 'form') },
  { name: 'login-ended', show: at(() => '/login?ended=true', 'form') },
  {
    name: 'login-refused',
    show: async (page) => {
      await page.goto('/login')
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('not it, not at all')
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('alert').first().waitFor()
    },
  },
  { name: 'register', show: at(() => '/register', 'form') },
  {
    name: 'register-refused',
    show: async (page) => {
      await page.goto('/register')
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('password1')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.locator('[aria-invalid]').first().waitFor()
    },
  },
  { name: 'home', who: 'ada', show: at(() => '/', 'h1') },
  { name: 'discover', who: 'ada', show: at(() => '/rooms/public', 'h1') },
  { name: 'room', who: 'ada', show: inLake },
  { name: 'room-silent', who: 'ada', show: at(({ silent }) => `/r/${silent}`, '#composer') },
  { name: 'room-arabic', who: 'ada', show: at(({ arabic }) => `/r/${arabic}`, '[data-seq]') },
  { name: 'room-closed', who: 'ada', show: at(({ closed }) => `/r/${closed}`, 'h1') },
  { name: 'room-missing', who: 'ada', show: at(() => '/r/00000000-0000-4000-8000-000000000000', 'h1') },
  { name: 'message', who: 'ada', show: at(({ lake, said }) => `/r/${lake}/m/${said.first.seq}`, '[data-seq]') },
  { name: 'wall', who: 'ada', show: at(({ lake }) => `/r/${lake}/wall`, 'h1') },
  { name: 'wall-empty', who: 'ada', show: at(({ silent }) => `/r/${silent}/wall`, 'h1') },
  {
    name: 'viewer',
    who: 'ada',
    show: at(
      ({ lake, said: { captioned } }) => `/r/${lake}/m/${captioned.seq}/p/${captioned.photos[0]?.id}`,
      '[role=dialog] img, .yarl__slide_image',
    ),
  },
  { name: 'person', who: 'ada', show: at(({ ben }) => `/u/${ben.profile.id}`, 'h1') },
  { name: 'settings', who: 'ada', show: at(() => '/settings', 'h1') },
  { name: 'lost', who: 'ada', show: at(() => '/nowhere', 'h1') },
  {
    name: 'tray',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await choose(page, 7)
      await page.locator('.tray img, .tray canvas').nth(2).waitFor()
    },
  },
  {
    name: 'loading',
    who: 'ada',
    show: async (page, stage) => {
      await page.route('**/api/v1/rooms/*/messages*', () => {}) // never answered
      await inLake(page, stage)
      await page.locator('[aria-busy]').first().waitFor()
    },
  },
  {
    name: 'part-fails',
    who: 'ada',
    show: async (page, stage) => {
      await page.route('**/api/v1/rooms/*/messages*', (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: '{"type":"about:blank","status":500}',
        }),
      )
      await inLake(page, stage)
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'offline',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.locator('[data-seq]').first().waitFor()
      await page.context().setOffline(true)
      await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Written in the tunnel')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await message(page, 'Written in the tunnel').waitFor()
    },
  },
]
