import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { BrowserContext, BrowserContextOptions } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { roomWith, tell } from '../support/person.ts'
import { contentsOf, heard } from '../support/said.ts'
import { stored, UNDER_WAY, untilKept, untilStored } from '../support/stored.ts'
import { shareHouse } from '../support/stories.ts'
import { box, log, pick, say, shellIsKept } from '../support/visitor.ts'

/** How long there is no line, in ms: as a train is in a tunnel, and on a phone for a minute. */
const OUTAGE_MS = { desktop: 0, phone: 60_000 }
/** Whatever would still be kept is kept sooner, in ms. */
const KEPT_MS = 1_500

const begin = shareHouse()

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

// Side by side: most of the time they wait.
suite('without a network', { concurrency: 2, skip: noBrowser }, () => {
  for (const [size, options] of Object.entries({ desktop, phone }) as ['desktop' | 'phone', BrowserContextOptions][]) {
    test(`what is written without a network is said once, in order, when it is back (${size})`, async (t) => {
      const { person, enter } = await begin(t)
      const [ada, ben] = [await person('ada'), await person('ben')]
      const roomId = await roomWith('The lake', ada, ben)
      await tell(ben, roomId, 'Where are you?')
      const { page } = await enter(ada, `/r/${roomId}`, options)
      await log(page).getByText('Where are you?').waitFor()
      await shellIsKept(page)

      await page.context().setOffline(true)
      const outage = page.waitForTimeout(OUTAGE_MS[size])
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
      await tell(ben, roomId, 'Say something!')
      await outage
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

      await untilKept(page, ['feeds'], 'now it is dark')
      await untilKept(page, ['answers'], 'The lake')
      await untilKept(page, ['answers'], ben.profile.username)
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
      await untilKept(page, UNDER_WAY, 'two more')
      await untilKept(page, UNDER_WAY, 'and words')
      await untilKept(page, ['drafts'], 'half a thought')
      await page.reload()
      await log(page).getByText('two more').waitFor()
      await log(page).getByText('and words').waitFor()
      assert.equal(await box(page).inputValue(), 'half a thought')
      await page.getByText('No connection. You can write; it will be sent.').waitFor()
      await snap(page, `${size}-offline-2-reloaded`)
      assert.deepEqual(await barriers(page), [])

      const now = page.getByRole('button', { name: 'Now', exact: true })
      await findHouse()
      await Promise.any([now.click(), now.waitFor({ state: 'detached' })]) // unless it is tried just now
      const all = await heard(ben.caller, roomId, { messages: 7, pictures: 5 })
      assert.deepEqual(contentsOf(all.slice(5)), [
        ['two more', 2],
        ['and words', 0],
      ])
      await log(page)
        .getByRole('article', { name: /2 pictures$/ })
        .waitFor()
      assert.equal(await log(page).getByText('two more').count(), 1)

      await untilStored(page, ({ drafts, feeds, answers, ...sent }) => {
        const isEmpty = (store?: string[]) => store?.length === 0
        return ![drafts, feeds, answers].some(isEmpty) && Object.values(sent).every(isEmpty)
      })
      await page.goto('/me')
      await page.getByRole('button', { name: 'Log out' }).first().click()
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
      await page.waitForTimeout(KEPT_MS)
      assert.deepEqual(Object.values(await stored(page)).flat(), [])
    })
  }

  test('what one window began another one ends', async (t) => {
    const { person, enter } = await begin(t)
    const [ada, ben] = [await person('ada'), await person('ben')]
    const roomId = await roomWith('The lake', ada, ben)
    const { page } = await enter(ada, `/r/${roomId}`)
    await box(page).waitFor()
    const other = await page.context().newPage()
    await other.goto(`/r/${roomId}`)
    await box(other).waitFor()
    for (const window of [page, other]) await shellIsKept(window)

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
})

test('a draft is the same in two windows, and what has not come yet says so', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const [ada, ben] = [await person('ada'), await person('ben')]
  const roomId = await roomWith('The lake', ada, ben)
  // A worker would have the parts that have not been fetched yet.
  const { page } = await enter(ada, `/r/${roomId}`, { ...phone, serviceWorkers: 'block' })
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
})
