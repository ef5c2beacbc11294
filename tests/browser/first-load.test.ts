import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, createRoom } from '@snug/contracts'
import { noBrowser, phone, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { signUp } from '../support/person.ts'
import { logIn } from '../support/visitor.ts'

/** Bytes of compressed script until a room can be read and written in: some seconds of a poor line. */
const MOST_SCRIPT = 200_000

test('a first visit to a room takes little script', { skip: noBrowser }, async (t) => {
  const house = await startTestHouse(t)
  const ada = await signUp(house.url, 'ada')
  const { id } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })
  const { newPage } = await startBrowser(t)
  const { page } = await newPage(house.url, phone)
  await logIn(page, 'ada')
  const fresh = await page.context().newPage()
  await fresh.goto(`/r/${id}`)
  await fresh.locator('#composer').waitFor()
  const scripts = await fresh.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({ name: new URL(name).pathname, bytes: encodedBodySize })),
  )
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0)
  assert.ok(bytes > 50_000, 'nothing was counted')
  assert.ok(bytes < MOST_SCRIPT, `${bytes} bytes: ${JSON.stringify(scripts, null, 1)}`)
})
