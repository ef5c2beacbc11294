import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { phonePhoto } from '../support/pictures.ts'
import { log, makeRoom, register, say } from '../support/visitor.ts'

/** Ada in a room with Ben. */
async function inTheRoom(t: TestContext, options: BrowserContextOptions = desktop) {
  const house = await startTestHouse(t)
  const { newPage } = await startBrowser(t)
  const [ada, ben] = [await newPage(house.url, options), await newPage(house.url)]
  await register(ben.page, 'ben')
  await register(ada.page, 'ada')
  await makeRoom(ada.page, 'The lake', 'ben')
  await ben.page.getByRole('link', { name: /The lake/ }).click()
  return { ada: ada.page, ben: ben.page, errors: [...ada.errors, ...ben.errors] }
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
const tile = (page: Page, at: number) => tray(page).getByRole('row', { name: new RegExp(`^Picture ${at} of`) })
const box = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true })

/** Describes a picture by the keyboard alone, from its tile. */
async function describe(page: Page, at: number, words: string) {
  await tile(page, at).focus()
  await page.keyboard.press('Alt+a')
  await page.getByRole('dialog').getByLabel('Description').and(page.locator(':focus')).fill(words)
  await page.keyboard.press('Escape')
  await tile(page, at).and(page.locator(':focus')).waitFor()
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
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Move picture 4 later' }).and(page.locator(':focus')).waitFor()
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
    const { ada, ben, errors } = await inTheRoom(t, options)
    await choose(ada, 5)
    for (const at of [1, 2, 3, 4, 5]) await describe(ada, at, `number ${at}`)

    if (size === 'desktop') await moveAtDesk(ada)
    else await moveOnPhone(ada)
    await snap(ada, `${size}-composer-tray`)
    assert.deepEqual(await barriers(ada), [])

    await tile(ada, 1).focus()
    await ada.keyboard.press('Enter')
    await ada.getByRole('dialog').getByLabel('Caption').fill('From the boat')
    await snap(ada, `${size}-composer-details`)
    assert.deepEqual(await barriers(ada), [])
    await ada.keyboard.press('Control+Enter')
    await tray(ada).waitFor({ state: 'detached' })
    assert.deepEqual(await arrived(ben), size === 'desktop' ? [4, 1, 3, 2, 5] : [2, 1, 3, 4, 5])
    assert.deepEqual(errors, [])
  })
}

test('tiles are dragged by the keyboard too, and taken out by Delete', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  await choose(ada, 3)
  for (const at of [1, 2, 3]) await describe(ada, at, `number ${at}`)
  await tile(ada, 1).focus()
  await ada.keyboard.press('Tab')
  await ada.keyboard.press('Enter') // takes it up; the places between the tiles are gone through by arrows
  await ada.keyboard.press('End')
  await ada.keyboard.press('Enter')
  await tile(ada, 3)
    .and(ada.getByRole('row', { name: /number 1$/ }))
    .waitFor()

  await tile(ada, 1).focus()
  await ada.keyboard.press('Delete')
  await ada.getByRole('row', { name: 'Picture 1 of 2: number 3' }).and(ada.locator(':focus')).waitFor()
  await ada.keyboard.press('Delete')
  await ada.keyboard.press('Delete')
  await box(ada).and(ada.locator(':focus')).waitFor()
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

test('a name is completed by the keyboard', { skip: noBrowser }, async (t) => {
  const { ada, ben } = await inTheRoom(t)
  await box(ada).pressSequentially('Look, @b')
  const names = ada.getByRole('listbox', { name: 'People in this room' })
  const first = names.getByRole('option', { name: 'ben @ben' })
  await first.waitFor()
  assert.equal(await box(ada).getAttribute('aria-activedescendant'), await first.getAttribute('id'))
  await snap(ada, 'composer-mention')
  assert.deepEqual(await barriers(ada), [])

  await ada.keyboard.press('Escape')
  await names.waitFor({ state: 'detached' })
  await ada.keyboard.type('e')
  assert.equal(await names.count(), 0) // it was closed for this name
  await box(ada).fill('')
  await box(ada).pressSequentially('Look, @be')
  await first.waitFor()
  await ada.keyboard.press('Enter')
  assert.equal(await box(ada).inputValue(), 'Look, @ben ')
  await ada.keyboard.press('Enter')
  await log(ben).getByText('Look, @ben').waitFor()
  await box(ada).and(ada.locator(':focus')).waitFor()
})

test('a message that is too long says so and stays', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  const send = ada.getByRole('button', { name: 'Send', exact: true })
  await box(ada).fill('🦊'.repeat(3_990))
  await ada.getByText('10 characters left').waitFor()
  await box(ada).fill('🦊'.repeat(4_002))
  await ada.getByText('2 characters too long. Shorten it, or send it in two messages.').waitFor()
  assert.equal(await send.isDisabled(), true)
  await ada.keyboard.press('Enter')
  assert.equal((await box(ada).inputValue()).length, 8_004)
})

test('who answers sees what, and may leave it', { skip: noBrowser }, async (t) => {
  const { ada, ben } = await inTheRoom(t)
  const reply = async () => {
    await log(ada).getByRole('article', { name: /^ben/ }).hover()
    await log(ada).getByRole('button', { name: 'Message actions' }).click()
    await ada.getByRole('menuitem', { name: 'Reply' }).click()
  }
  const banner = ada.getByText('Replying to ben: Who rows?')
  await say(ben, 'Who rows?')
  await log(ada).getByText('Who rows?').waitFor()
  await reply()
  await banner.waitFor()
  await snap(ada, 'composer-reply')
  assert.deepEqual(await barriers(ada), [])
  await box(ada).press('Escape')
  await banner.waitFor({ state: 'detached' })

  await reply()
  await box(ada).fill('I do')
  await ada.keyboard.press('Enter')
  await banner.waitFor({ state: 'detached' })
  await log(ben)
    .getByRole('article', { name: /^ada/ })
    .getByRole('link', { name: /Who rows/ })
    .waitFor()
})

test('keys do as was chosen: Enter is a new line, and Ctrl+U adds pictures', { skip: noBrowser }, async (t) => {
  const { ada } = await inTheRoom(t)
  const chooser = ada.waitForEvent('filechooser')
  await ada.keyboard.press('Control+u')
  assert.equal((await chooser).isMultiple(), true)

  await ada.evaluate(() => localStorage.setItem('snug.preferences', '{"enterSends":false}'))
  await ada.reload()
  await box(ada).fill('one')
  await ada.keyboard.press('Enter')
  await ada.keyboard.type('two')
  assert.equal(await box(ada).inputValue(), 'one\ntwo')
  await ada.keyboard.press('Control+Enter')
  await log(ada).getByText('two').waitFor()
  assert.equal(await box(ada).inputValue(), '')
})
