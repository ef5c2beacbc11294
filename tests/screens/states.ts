import { API_PREFIX, endSessions, Problem } from '@snug/contracts'
import { at, box, choose, inLake, message, type Screen } from './screen.ts'

const MESSAGES = '**/api/v1/rooms/*/messages*'

/** What may be the matter (SPEC, section 3). */
export const STATES: readonly Screen[] = [
  {
    name: 'loading',
    who: 'ada',
    show: async (page, stage) => {
      await page.route(MESSAGES, () => {}) // never answered
      await at(({ lake }) => `/r/${lake}`, '[aria-busy]')(page, stage)
    },
  },
  {
    name: 'part-fails',
    who: 'ada',
    show: async (page, stage) => {
      await page.route(MESSAGES, (route) => route.fulfill({ status: 500, json: new Problem('internal').toJSON() }))
      await at(({ lake }) => `/r/${lake}`, '[role=alert]')(page, stage)
    },
  },
  {
    name: 'offline',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.context().setOffline(true)
      await box(page).fill('Written in the tunnel')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await message(page, 'Written in the tunnel').waitFor()
    },
  },
  {
    name: 'reconnecting',
    who: 'ada',
    show: async (page, stage) => {
      await page.routeWebSocket('**/live', (socket) => socket.close())
      await inLake(page, stage)
      await page.getByRole('button', { name: 'Now' }).waitFor()
    },
  },
  {
    name: 'new-version',
    who: 'ada',
    show: async (page, stage) => {
      await page.addInitScript(() => {
        const worker = { waiting: {}, active: {}, addEventListener: () => {}, update: async () => {} }
        const serviceWorker = { controller: {}, addEventListener: () => {}, register: async () => worker }
        Object.defineProperty(navigator, 'serviceWorker', { value: serviceWorker })
      })
      await inLake(page, stage)
      await page.getByRole('button', { name: 'Reload' }).waitFor()
    },
  },
  {
    name: 'loading-rooms',
    who: 'ada',
    show: async (page, stage) => {
      await page.route('**/api/v1/rooms?*', () => {}) // never answered
      await at(() => '/rooms/public', '.page [aria-busy]')(page, stage)
    },
  },
  {
    name: 'session-ended',
    who: 'ben',
    show: async (page, stage) => {
      await inLake(page, stage)
      await box(page).fill('Half a sentence, which')
      await page.request.delete(`${API_PREFIX}${endSessions.url}`, { headers: { origin: stage.url } })
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'too-many-requests',
    show: async (page) => {
      await page.route('**/api/v1/auth/login', (route) => {
        const problem = new Problem('too_many_requests', { retryAfter: 40 })
        return route.fulfill({ status: 429, json: problem.toJSON(), headers: { 'retry-after': '40' } })
      })
      await page.goto('/login')
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('the tenth try')
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'upload-refused',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page
        .locator('input[type=file][multiple]')
        .first()
        .setInputFiles([
          { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') },
          { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
        ])
      await page.getByRole('button', { name: /^Remove picture 2/ }).waitFor()
    },
  },
  {
    name: 'picture-failed',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      const buffer = Buffer.from('these are notes')
      await page
        .locator('input[type=file][multiple]')
        .first()
        .setInputFiles([{ name: 'notes.jpg', mimeType: 'image/jpeg', buffer }])
      await box(page).fill('My notes')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText('This is not a picture we can open.').first().waitFor({ timeout: 30_000 })
    },
  },
  {
    name: 'sending',
    who: 'ada',
    show: async (page, stage) => {
      await page.route('**/api/v1/uploads/*', () => {}) // the bytes never arrive
      await inLake(page, stage)
      await choose(page, 4)
      await box(page).fill('From the train')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('progressbar').first().waitFor()
    },
  },
  {
    name: 'room-lost',
    who: 'ben',
    show: async (page, stage) => {
      await page.route(`**/api/v1/rooms/${stage.arabic}**`, (route) =>
        route.fulfill({ status: 404, json: new Problem('room_not_found').toJSON() }),
      )
      await page.route('**/api/v1/rooms?scope=mine*', (route) => route.fulfill({ json: { items: [], next: null } }))
      await at(({ arabic }) => `/r/${arabic}`, 'h1')(page, stage)
    },
  },
]
