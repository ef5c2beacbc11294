import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { roomWith } from '../support/person.ts'
import { phonePhoto } from '../support/pictures.ts'
import { shareHouse } from '../support/stories.ts'
import { box, focused, log, tile } from '../support/visitor.ts'

const begin = shareHouse()

/** Ada in a room of hers, with Ben in it. */
async function inTheRoom(t: TestContext, options?: BrowserContextOptions) {
  const { person, enter } = await begin(t)
  const [ada, ben] = [await person('ada'), await person('ben')]
  const room = `/r/${await roomWith('The lake', ada, ben)}`
  const { page, errors } = await enter(ada, room, options)
  await box(page).waitFor()
  return { ada: page, errors, benComes: () => enter(ben, room) }
}

const photoNo = async (at: number) => ({
  name: `${at}.jpg`,
  mimeType: 'image/jpeg',
  buffer: await phonePhoto(1200, 900, at * 60),
})
const choose = async (page: Page, count: number) =>
  page
    .locator('input[type=file]')
    .setInputFiles(await Promise.all(Array.from({ length: count }, (_, at) => photoNo(at + 1))))
const tray = (page: Page) => page.getByRole('grid', { name: 'Pictures to send' })

/** Describes a picture by the keyboard alone, from its tile. */
async function describe(page: Page, at: number, words: string) {
  await tile(page, at).focus()
  await page.keyboard.press('Alt+a')
  await focused(page.getByRole('dialog').getByLabel('Description')).fill(words)
  await page.keyboard.press('Escape')
  await focused(tile(page, at)).waitFor()
}

/** The numbers by which five pictures were described, in the order in which Ben sees them or their places. */
async function arrived(page: Page): Promise<number[]> {
  const pictures = log(page).getByLabel(/number \d/)
  await pictures.nth(4).waitFor()
  const labels = await pictures.evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel ?? ''))
  return labels.map((label) => Number(/number (\d)/.exec(label)?.[1]))
}

/** The fourth picture goes first by the mouse, and the third one on by the keyboard. */
async function moveAtDesk(page: Page) {
  await tile(page, 4).dragTo(tile(page, 1), { targetPosition: { x: 8, y: 48 } })
  await page.getByRole('row', { name: 'Picture 1 of 5: number 4' }).waitFor()
  await tile(page, 3).focus()
  for (const _ of ['grip', 'earlier', 'later']) await page.keyboard.press('Tab')
  await focused(page.getByRole('button', { name: 'Move picture 3 later' })).waitFor()
  await page.keyboard.press('Enter')
  await focused(page.getByRole('button', { name: 'Move picture 4 later' })).waitFor()
  await page.getByRole('row', { name: 'Picture 4 of 5: number 2' }).waitFor()
}

/** The first picture goes on by the button of its sheet. */
async function moveOnPhone(page: Page) {
  await tile(page, 1).tap()
  await page.getByRole('button', { name: 'Later', exact: true }).tap()
  await page.getByRole('dialog', { name: 'Picture 2 of 5' }).waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).tap()
  await page.getByRole('row', { name: 'Picture 2 of 5: number 1' }).waitFor()
}

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`five pictures are put in order, described and sent (${size})`, { skip: noBrowser }, async (t) => {
    const { ada, benComes, errors } = await inTheRoom(t, options)
    await choose(ada, 5)
    for (const at of [1, 2, 3, 4, 5]) await describe(ada, at, `number ${at}`)

    if (size === 'desktop') await moveAtDesk(ada)
    else await moveOnPhone(ada)
    await snap(ada, `${size}-composer-tray`)
    assert.deepEqual(await barriers(ada), [])

    const ben = await benComes()
    await box(ben.page).waitFor()
    await tile(ada, 1).focus()
    await ada.keyboard.press('Enter')
    await ada.getByRole('dialog').getByLabel('Caption').fill('From the boat')
    await snap(ada, `${size}-composer-details`)
    assert.deepEqual(await barriers(ada), [])
    await ada.keyboard.press('Control+Enter')
    await tray(ada).waitFor({ state: 'detached' })
    assert.deepEqual(await arrived(ben.page), size === 'desktop' ? [4, 1, 3, 2, 5] : [2, 1, 3, 4, 5])
    assert.deepEqual([...errors, ...ben.errors], [])
  })
}

test('tiles are dragged by the keyboard too, and taken out by Delete', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  await choose(ada, 3)
  for (const at of [1, 2, 3]) await describe(ada, at, `number ${at}`)
  await tile(ada, 1).focus()
  await ada.keyboard.press('Tab')
  await ada.keyboard.press('Enter') // takes it up; the places between the tiles are gone through by arrows
  const place = (name: RegExp) => focused(ada.getByRole('button', { name })).waitFor()
  await place(/^Insert/)
  await ada.keyboard.press('End')
  await place(/^Insert after Picture 3/)
  await ada.keyboard.press('Enter')
  await tile(ada, 3)
    .and(ada.getByRole('row', { name: /number 1$/ }))
    .waitFor()

  await tile(ada, 1).focus()
  await ada.keyboard.press('Delete')
  await focused(ada.getByRole('row', { name: 'Picture 1 of 2: number 3' })).waitFor()
  await ada.keyboard.press('Delete')
  await focused(ada.getByRole('row', { name: 'Picture 1 of 1: number 1' })).waitFor()
  await ada.keyboard.press('Delete')
  await focused(box(ada)).waitFor()
})

test('pictures come in by paste and text stays text', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  const paste = async (target: Locator, text: string) => {
    const bytes = (await phonePhoto(400, 300)).toString('base64')
    await target.evaluate(
      (element, given) => {
        const clipboardData = new DataTransfer()
        const jpeg = Uint8Array.from(atob(given.bytes), (letter) => letter.charCodeAt(0))
        clipboardData.items.add(new File([jpeg], 'image.jpg', { type: 'image/jpeg' }))
        if (given.text) clipboardData.setData('text/plain', given.text)
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      },
      { bytes, text },
    )
  }
  await paste(box(ada), 'Cells\t42')
  await paste(box(ada), '')
  await tile(ada, 1).waitFor()
  await paste(ada.locator('body'), '') // nobody writes anywhere
  await ada.getByRole('row', { name: 'Picture 2 of 2' }).waitFor()
})

test('a folder is dropped on the room, and what is no picture is left behind', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  const folder = await mkdtemp(join(tmpdir(), 'trip-'))
  t.after(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'evening'))
  const names = ['evening/fire.jpg', 'IMG_2.jpg', 'IMG_10.jpg']
  for (const name of names) await writeFile(join(folder, name), await phonePhoto(400, 300))
  await writeFile(join(folder, 'route.txt'), 'along the shore')
  await writeFile(join(folder, '.hidden'), '')

  const cdp = await ada.context().newCDPSession(ada)
  const drag = (type: 'dragEnter' | 'dragOver' | 'dragCancel' | 'drop') =>
    cdp.send('Input.dispatchDragEvent', {
      type,
      x: 700,
      y: 300,
      data: { items: [], files: [folder], dragOperationsMask: 1 },
    })
  const sign = ada.getByText('Drop pictures into The lake')
  await drag('dragEnter')
  await drag('dragOver')
  await sign.waitFor()
  await snap(ada, 'composer-drop')
  await drag('dragCancel') // as Esc does
  await sign.waitFor({ state: 'detached' })

  await drag('dragEnter')
  await drag('dragOver')
  await drag('drop')
  await ada.getByRole('row', { name: 'Picture 3 of 3' }).waitFor()
  await ada.getByText('1 file in the folder was no picture and was skipped.').waitFor()
  await snap(ada, 'composer-dropped')
  assert.deepEqual(await barriers(ada), [])
})
