import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barriers, noBrowser, phone, snap } from '../support/browser.ts'
import { roomWith } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { box } from '../support/visitor.ts'

const narrow = { ...phone, viewport: { width: 320, height: 640 } }

const begin = shareHouse()

test('nothing is cut off on 320 px, nor where letters are twice as large', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const ada = await person('ada')
  const room = `/r/${await roomWith('The rather long name of a room by the lake', ada)}`
  const { page } = await enter(ada, '/', narrow)
  /** Parts of the layout that stick out of the window, or over another. */
  const strays = () =>
    page.evaluate(() => {
      const parts = [...document.querySelectorAll('.rail, main, main > div, .room > *, .page > *, .bottom-bar')]
      const boxes = parts
        .filter((part) => part.checkVisibility())
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
      const rail = boxes.find(({ part }) => part.matches('.rail'))?.box
      const main = boxes.find(({ part }) => part.matches('main'))?.box
      const over =
        rail &&
        main &&
        rail.right > main.left + 1 &&
        rail.bottom > main.top &&
        main.height > 1 &&
        rail.top < main.bottom
      const out = boxes.filter(
        ({ part, box }) =>
          box.left < -1 ||
          box.right > innerWidth + 1 ||
          (part.matches('.page > *, .room > *') && part.scrollWidth > part.clientWidth),
      )
      return [...out.map(({ part }) => part.outerHTML.slice(0, 80)), ...(over ? ['rail over main'] : [])]
    })
  for (const path of ['/', '/rooms/public', '/me', room]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    assert.deepEqual(await strays(), [], path)
    await snap(page, `narrow-${path.split('/')[1] || 'home'}`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const path of ['/', '/rooms/public', '/me', room]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    assert.deepEqual(await strays(), [], path)
    await snap(page, `large-${path.split('/')[1] || 'home'}`)
  }
})

test('contrast, dark and colours of the device are kept to', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const ada = await person('ada')
  const { page } = await enter(ada, `/r/${await roomWith('The lake', ada)}`)
  await box(page).waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, contrast: 'more' })
    await page.locator('html[data-contrast="more"]').waitFor()
    // The colours of the page, and of the bar that a phone draws above it.
    await page.waitForFunction(
      (strongest) => {
        const { color, backgroundColor } = getComputedStyle(document.body)
        const bar = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')
        return color === strongest && bar?.content === backgroundColor
      },
      colorScheme === 'light' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)',
    )
    await snap(page, `contrast-${colorScheme}`)
    assert.deepEqual(await barriers(page), [])
  }
  await page.emulateMedia({ forcedColors: 'active', contrast: null })
  await snap(page, 'forced-colours')
})
