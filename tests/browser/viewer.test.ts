import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, type Message, type PhotoId, postMessage, type RoomId, removeMember, uploadPhotos } from '@snug/contracts'
import { connect, type House, withDatabase } from '@snug/tools/house'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { newClientId, type Person, roomWith } from '../support/person.ts'
import { dataUrlOf, phonePhoto } from '../support/pictures.ts'
import { type Story, shareHouse } from '../support/stories.ts'
import { dismiss, log, viewer } from '../support/visitor.ts'

const begin = shareHouse({ ownServer: true })

/** How many pictures each post has; the last message but one is of May, those before it of April. */
const POSTS = [1, 2, 3, 4, 5, 7, 30]
/** Uploads of one person under way; the house takes ten. */
const AT_ONCE = 6

/** A post of small photos, each of another shape. The second has a caption, the first a description. */
async function post(person: Person, roomId: RoomId, count: number): Promise<Message> {
  const upload = async (at: number) => {
    const [width, height] = at % 3 === 1 ? [300, 400] : [400, at % 2 ? 225 : 300]
    const dataUrl = dataUrlOf(await phonePhoto(height, width, (at * 47 + count * 20) % 360)) // it lies on its side
    const words = { alt: at === 0 ? `the first of ${count}` : '', caption: at === 1 ? `said of ${count}` : '' }
    return call(person.caller, uploadPhotos, { params: { roomId }, body: { dataUrl, ...words } })
  }
  const photoIds: PhotoId[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => upload(from + at))
    photoIds.push(...(await Promise.all(some)).flatMap(({ photos }) => photos.map(({ id }) => id)))
  }
  const body = { clientId: newClientId(), text: `a post of ${count}`, photoIds }
  return call(person.caller, postMessage, { params: { roomId }, body })
}

/** Moves messages into the past, as only time can otherwise. */
async function sendEarlier(house: House, roomId: RoomId, months: Record<string, [from: number, to: number]>) {
  await withDatabase({ dataDir: house.dataDir, port: 0 }, async (rootUrl) => {
    await using database = await connect(rootUrl)
    for (const [month, seqs] of Object.entries(months))
      for (const table of ['messages', 'photo_messages'])
        await database.query('UPDATE snug_chatroom.?? SET sent_at = ? WHERE room_id = ? AND seq BETWEEN ? AND ?', [
          table,
          new Date(`${month}-10T12:00:00Z`),
          roomId,
          ...seqs,
        ])
  })
}

/** Notes what moves by itself from now on, on every page that is loaded; the time beside a name may, when the name is learnt. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifted: string[] = []
    Object.assign(globalThis, { shifted })
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[])
        for (const { node } of hadRecentInput ? [] : sources) {
          const element = node instanceof Element ? node : node?.parentElement
          if (!element?.closest('.said-head')) shifted.push(`${value} ${element?.outerHTML.slice(0, 100)}`)
        }
    }).observe({ type: 'layout-shift', buffered: true })
  })

const shiftsOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { shifted: string[] }).shifted)

/** The viewer, once the picture is seen in it that is at this place of a post of so many. */
async function seen(page: Page, place: string): Promise<Locator> {
  const pictures = await viewer(page)
  await pictures.getByText(place, { exact: true }).waitFor()
  return pictures
}

/** One room for both sizes: it takes longer to fill than to look at. */
async function fillRoom({ house, person }: Story) {
  const [adele, desktop, phone] = [await person('adele'), await person('desktop'), await person('phone')]
  const roomId = await roomWith('The lake', adele, desktop, phone)
  const posts: Message[] = []
  for (const count of POSTS) posts.push(await post(adele, roomId, count))
  await sendEarlier(house, roomId, { '2026-04': [1, 5], '2026-05': [6, 6] })
  return { adele, visitors: { desktop, phone }, roomId, posts }
}

let filled: ReturnType<typeof fillRoom> | undefined

for (const [size, options] of Object.entries({ desktop, phone }) as ['desktop' | 'phone', BrowserContextOptions][]) {
  test(`all pictures of a room are looked at, one after another and by month (${size})`, {
    skip: noBrowser,
  }, async (t) => {
    const story = await begin(t)
    filled ??= fillRoom(story)
    const { adele, visitors, roomId, posts } = await filled
    const { page, errors } = await story.enter(visitors[size], '/', options)
    const shown = (name: string) => snap(page, `${size}-${name}`)
    await watchShifts(page)
    const room = `/r/${roomId}`
    const addressOf = (post: number, at: number) => `${room}/m/${posts[post]?.seq}/p/${posts[post]?.photos[at]?.id}`
    const atAddress = (address: string) => page.waitForURL((url) => url.pathname === address)

    // Nothing moves while pictures come.
    await page.route('**/photos/*/*', async (route) => {
      await new Promise((done) => setTimeout(done, 300))
      await route.continue().catch(() => {}) // one that is not wanted any more is over
    })
    await page.goto(room)
    await page.waitForFunction(() => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('[role=log] img')]
      const onScreen = pictures.filter((image) => {
        const { top, bottom } = image.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      })
      return onScreen.length > 0 && onScreen.every(({ dataset }) => dataset.shown)
    })
    await page.unroute('**/photos/*/*')
    assert.deepEqual(await shiftsOf(page), [])
    await shown('20-posts')
    assert.deepEqual(await barriers(page), [])

    // Across posts by keys, and back by the browser.
    const ofSeven = log(page).getByRole('link', { name: 'Open picture, 1 of 7: the first of 7' })
    await ofSeven.scrollIntoViewIfNeeded()
    await ofSeven.click()
    const pictures = await seen(page, '1 / 7')
    await atAddress(addressOf(5, 0))
    await pictures.getByRole('img', { name: 'the first of 7' }).waitFor()
    await shown('21-viewer')
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('ArrowLeft')
    await seen(page, '5 / 5')
    await page.keyboard.press('ArrowRight')
    await seen(page, '1 / 7')
    await page.keyboard.press(' ')
    await seen(page, '2 / 7')
    await pictures.getByText('said of 7').waitFor()
    await atAddress(addressOf(5, 1))

    // Closer, and what there is to know.
    const picture = '.yarl__slide_current .viewer-picture'
    const { width: fitted = 0 } = (await page.locator(picture).boundingBox()) ?? {}
    await pictures.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForFunction(
      ({ picture, fitted }) => (document.querySelector(picture)?.getBoundingClientRect().width ?? 0) > fitted + 1,
      { picture, fitted },
    )
    await pictures.getByRole('button', { name: 'Zoom out' }).click()
    await page.keyboard.press('i')
    const details = pictures.getByRole('complementary', { name: 'About this picture' })
    await details.getByText('Everyone in The lake can see this').waitFor()
    await details.getByText('adele').waitFor()
    await shown('22-details')
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('i')
    await details.waitFor({ state: 'detached' })

    // The file is the picture and nothing else.
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')])
    assert.match(file.suggestedFilename(), /^2026-05-10 \d\d\.\d\d adele\.jpg$/)
    const { format, exif, width, height } = await sharp(await file.path()).metadata()
    assert.deepEqual({ format, exif, width, height }, { format: 'jpeg', exif: undefined, width: 300, height: 400 })

    await page.reload()
    await seen(page, '2 / 7')
    await dismiss(pictures)
    await atAddress(room)
    await page.locator(`[data-photos~="${posts[5]?.photos[1]?.id}"]:focus`).waitFor()

    await page.locator(':focus').press('Enter')
    await seen(page, '2 / 7')
    await page.goBack()
    await pictures.waitFor({ state: 'detached' })
    await page.locator('.photo-open:focus').waitFor()

    // The wall, from month to month.
    await page.getByRole('link', { name: 'Photo wall' }).click()
    await page.getByRole('heading', { level: 1, name: 'Pictures in The lake' }).waitFor()
    await page.getByRole('link', { name: 'Open picture: the first of 30' }).waitFor()
    await shown('23-wall')
    assert.deepEqual(await barriers(page), [])
    if (size === 'phone') await page.getByLabel('Go to month').selectOption('2026-04')
    else await page.getByRole('button', { name: 'April 2026, 15 pictures' }).click()
    const inApril = page.getByRole('link', { name: 'Open picture: the first of 5' })
    await inApril.click()
    await seen(page, '1 / 5')
    await atAddress(`${room}/wall/m/${posts[4]?.seq}/p/${posts[4]?.photos[0]?.id}`)
    await page.goBack()
    await pictures.waitFor({ state: 'detached' })
    await page.locator(`[data-photos="${posts[4]?.photos[0]?.id}"]:focus`).waitFor()
    assert.ok(await inApril.isVisible())

    // Who is no longer in the room is told so.
    await page.goto(addressOf(0, 0))
    await seen(page, '1 / 1')
    await call(adele.caller, removeMember, { params: { roomId, profileId: visitors[size].profile.id } })
    await pictures.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'You are no longer in this room' }).waitFor()
    assert.deepEqual(errors, [])
  })
}
