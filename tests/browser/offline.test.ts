import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, postMessage } from '@snug/contracts'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { newClientId, signUp } from '../support/person.ts'
import { contentsOf, heard, roomOf } from '../support/said.ts'
import { box, log, makeRoom, pick, register, say } from '../support/visitor.ts'

/** In ms: what is written, or seen, is kept sooner. */
const KEPT = 1_500

/** The page itself comes, as it does from a service worker; the house does not answer. */
async function loseHouse(context: BrowserContext): Promise<() => Promise<void>> {
  let isLost = true
  const pattern = '**/api/**'
  await context.route(pattern, (route) => (isLost ? route.abort() : route.continue()))
  await context.routeWebSocket(/\/live$/, (socket) => (isLost ? socket.close() : void socket.connectToServer()))
  return async () => {
    isLost = false
    await context.unroute(pattern)
  }
}

/** How much lies in each store of the browser's database. */
const stored = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<Record<string, number>>((done, fail) => {
        const opening = indexedDB.open('snug')
        opening.onerror = () => fail(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const names = [...database.objectStoreNames]
          const transaction = database.transaction(names)
          const counts = names.map((name) => [name, transaction.objectStore(name).count()] as const)
          transaction.oncomplete = () => {
            database.close()
            done(Object.fromEntries(counts.map(([name, { result }]) => [name, result])))
          }
        }
      }),
  )

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`what is written without a network is said once, in order, when it is back (${size})`, {
    skip: noBrowser,
  }, async (t) => {
    const house = await startTestHouse(t)
    const ben = await signUp(house.url, 'ben')
    const { newPage } = await startBrowser(t)
    const { page } = await newPage(house.url, options)
    page.setDefaultTimeout(30_000)
    await register(page, 'ada')
    await makeRoom(page, 'The lake', 'ben')
    const roomId = await roomOf(ben.caller, 'The lake')
    const benSays = (text: string) =>
      call(ben.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })
    await benSays('Where are you?')
    await log(page).getByText('Where are you?').waitFor()

    await page.context().setOffline(true)
    await page.getByText('Offline. You can write; it will be sent.').waitFor()
    await say(page, 'in the tunnel')
    await log(page).getByText('in the tunnel').waitFor()
    await pick(page, 3)
    await say(page, 'three from before it')
    await log(page).getByText('three from before it').waitFor()
    await say(page, 'now it is dark')
    await log(page).getByText('now it is dark').waitFor()
    await snap(page, `${size}-offline-1`)
    assert.deepEqual(await barriers(page), [])
    await benSays('Say something!')
    await page.context().setOffline(false)
    const said = await heard(ben.caller, roomId, { messages: 5, pictures: 3 })
    assert.deepEqual(contentsOf(said), [
      ['Where are you?', 0],
      ['Say something!', 0],
      ['in the tunnel', 0],
      ['three from before it', 3],
      ['now it is dark', 0],
    ])
    await log(page).getByText('Say something!').waitFor()
    await page.getByText('Offline.').waitFor({ state: 'detached' })

    await page.waitForTimeout(KEPT)
    const findHouse = await loseHouse(page.context())
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'The lake' }).waitFor()
    await log(page).getByText('now it is dark').waitFor()
    await log(page).getByText('ben', { exact: true }).first().waitFor()
    await pick(page, 2)
    await say(page, 'two more')
    await say(page, 'and words')
    await log(page).getByText('and words').waitFor()
    await box(page).fill('half a thought')
    await page.waitForTimeout(KEPT)
    await page.reload()
    await log(page).getByText('two more').waitFor()
    await log(page).getByText('and words').waitFor()
    assert.equal(await box(page).inputValue(), 'half a thought')
    await page.getByText('No connection. You can write; it will be sent.').waitFor()
    await snap(page, `${size}-offline-2-reloaded`)
    assert.deepEqual(await barriers(page), [])

    await findHouse()
    await page.getByRole('button', { name: 'Now', exact: true }).click()
    const all = await heard(ben.caller, roomId, { messages: 7, pictures: 5 })
    assert.deepEqual(contentsOf(all.slice(5)), [
      ['two more', 2],
      ['and words', 0],
    ])
    await log(page)
      .getByRole('article', { name: /2 pictures$/ })
      .waitFor()
    assert.equal(await log(page).getByText('two more').count(), 1)

    await page.waitForTimeout(KEPT)
    const kept = await stored(page)
    assert.ok((kept.drafts ?? 0) > 0 && (kept.feeds ?? 0) > 0 && (kept.answers ?? 0) > 0, JSON.stringify(kept))
    assert.deepEqual([kept.outbox, kept.posts, kept.files], [0, 0, 0])
    await page.goto('/me')
    await page.getByRole('button', { name: 'Log out' }).first().click()
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await page.waitForTimeout(KEPT)
    const left = await stored(page)
    assert.ok(
      Object.values(left).every((count) => count === 0),
      JSON.stringify(left),
    )
  })
}

test('what one window began another one ends', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const ben = await signUp(house.url, 'ben')
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url)
  page.setDefaultTimeout(30_000)
  await register(page, 'ada')
  await makeRoom(page, 'The lake', 'ben')
  const roomId = await roomOf(ben.caller, 'The lake')
  const other = await page.context().newPage()
  await other.goto(`/r/${roomId}`)
  await box(other).waitFor()

  await page.context().setOffline(true)
  await pick(page, 2)
  await say(page, 'from the first window')
  await log(page).getByText('from the first window').waitFor()
  await log(other).getByText('from the first window').waitFor()
  await other.getByText('Being sent in another window').waitFor()
  await page.close({ runBeforeUnload: true })
  await other.getByText('Being sent in another window').waitFor({ state: 'detached' })
  await other.context().setOffline(false)
  const said = await heard(ben.caller, roomId, { messages: 1, pictures: 2 })
  assert.deepEqual(contentsOf(said), [['from the first window', 2]])
})

test('a draft is the same in two windows, and what has not come yet says so', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  await signUp(house.url, 'ben')
  const { newPage } = await startBrowser(t)
  const { page, errors } = await newPage(house.url, { ...phone, serviceWorkers: 'block' })
  page.setDefaultTimeout(30_000)
  await register(page, 'ada')
  await makeRoom(page, 'The lake', 'ben')
  const other = await page.context().newPage()
  await other.goto(page.url())
  await box(page).fill('half a')
  await other.waitForFunction(() => document.querySelector('textarea')?.value === 'half a')
  await box(other).fill('half a thought')
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a thought')
  await say(page, 'the whole thought')
  await other.waitForFunction(() => document.querySelector('textarea')?.value === '')

  await box(page).fill('while there is no line')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Add an emoji' }).click()
  const missing = page.getByRole('alert').filter({ hasText: 'This part of Snug has not come yet.' })
  await missing.waitFor()
  await snap(page, 'phone-missing-part')
  assert.deepEqual(await barriers(page), [])
  assert.equal(await box(page).inputValue(), 'while there is no line')
  await missing.getByRole('button', { name: 'Try again' }).click()
  await page.context().setOffline(false)
  await page.getByRole('dialog').waitFor()
  await missing.waitFor({ state: 'detached' })
  assert.deepEqual(errors, [])
})
