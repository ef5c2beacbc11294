import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, DEVELOPED_MS, noBrowser, snap } from '../support/browser.ts'
import { roomWith } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { log, pick, say, shellIsKept } from '../support/visitor.ts'

const begin = shareHouse()

/** Pictures that the service worker keeps. */
const kept = (page: Page) =>
  page.evaluate(async () =>
    (await caches.has('snug-pictures')) ? (await (await caches.open('snug-pictures')).keys()).length : 0,
  )

test('Snug opens without a line, and keeps no picture for who comes next', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const ada = await person('ada')
  const { page, errors } = await enter(ada, `/r/${await roomWith('The lake', ada)}`)
  await shellIsKept(page)
  await pick(page, 1)
  await say(page, 'from the boat')
  await log(page)
    .getByRole('link', { name: /^Open picture/ })
    .waitFor({ timeout: DEVELOPED_MS })
  await page.reload() // who sends a picture is shown their own file first
  await page.waitForFunction(
    () => {
      const [image] = document.querySelectorAll<HTMLImageElement>('[role=log] img[src*="/photos/"]')
      return image?.complete && image.naturalWidth > 0
    },
    undefined,
    { timeout: DEVELOPED_MS },
  )
  await page.waitForFunction(async () => (await (await caches.open('snug-pictures')).keys()).length > 0)
  const answers = await page.evaluate(async () => {
    const names = await caches.keys()
    const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return caught.flat().map(({ url }) => new URL(url).pathname)
  })
  assert.deepEqual(
    answers.filter((path) => path.startsWith('/api') && !/\/(thumb|small|medium)$/.test(path)),
    [],
  )

  await page.context().setOffline(true)
  await page.reload()
  await page
    .getByText(/offline/i)
    .first()
    .waitFor()
  await snap(page, 'offline')
  assert.deepEqual(await barriers(page), [])
  await page.context().setOffline(false)
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor()

  await page.goto('/me')
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  assert.equal(await kept(page), 0)
  // Without a line the screen tells the trouble, and the console too.
  assert.deepEqual(
    errors.filter((error) => !error.startsWith('Problem: ')),
    [],
  )
})
