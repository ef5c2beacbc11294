import assert from 'node:assert/strict'
import { test } from 'node:test'
import { message } from '@snug/client/testing'
import type { Message, Photo, PhotoId } from '@snug/contracts'
import { afterNews, shownIn } from '../src/photos/picture-pages.ts'
import { closer } from '../src/viewer/closer.ts'
import { fileName } from '../src/viewer/download.ts'
import { actionOf } from '../src/viewer/keys.ts'
import { placeInPost, sideToLoad, slideAt } from '../src/viewer/slides.ts'
import { Taps } from '../src/viewer/taps.ts'

const photo = (id: string, state: Photo['state'] = 'ready'): Photo => ({
  id: id as PhotoId,
  state,
  width: 4,
  height: 3,
  thumbhash: '',
  animated: false,
  alt: '',
  caption: '',
})

const post = (seq: number, ...photos: Photo[]): Message => message(seq, { photos })

const pages = {
  pages: [{ items: [post(3, photo('a'), photo('b', 'pending')), post(7, photo('c'))], next: null, prev: 3 }],
}
const idsIn = ({ pages: held }: typeof pages) =>
  shownIn(held.flatMap(({ items }) => items)).map(({ photo: { id } }) => id)

test('the pictures that are there come in the order of the room', () => {
  assert.deepEqual(idsIn(pages), ['a', 'c'])
})

test('a picture that arrives takes its place among the others, and one that is deleted leaves it', () => {
  const { roomId } = message(3)
  const arrived = afterNews(pages, { type: 'photo_ready', roomId, seq: 3, photo: photo('b') })
  assert.deepEqual(idsIn(arrived), ['a', 'b', 'c'])
  const removed = afterNews(arrived, { type: 'photo_removed', roomId, seq: 3, photoId: 'a' as PhotoId })
  assert.deepEqual(idsIn(removed), ['b', 'c'])
  const deleted = afterNews(removed, { type: 'message_deleted', roomId, seq: 7, deletedAt: new Date() })
  assert.deepEqual(idsIn(deleted), ['b'])
})

test('new pictures come in at the end once, and only where the end is the newest', () => {
  const news = { type: 'message', message: post(9, photo('d')) } as const
  const once = afterNews(pages, news)
  assert.deepEqual(idsIn(afterNews(once, news)), ['a', 'c', 'd'])
  assert.equal(afterNews(pages, { type: 'message', message: post(10) }), pages)
  const older = { pages: pages.pages.map((page) => ({ ...page, next: 7 })) }
  assert.equal(afterNews(older, news), older)
})

test('news of nothing that is held changes nothing', () => {
  const { roomId } = message(3)
  assert.equal(afterNews(pages, { type: 'photo_ready', roomId, seq: 99, photo: photo('z') }), pages)
})

test('what takes the place of a picture that went is looked at next', () => {
  const slides = shownIn(pages.pages.flatMap(({ items }) => items))
  assert.equal(slideAt(slides, 'c' as PhotoId, -1), 1)
  assert.equal(slideAt(slides, 'gone' as PhotoId, 0), 0)
  assert.equal(slideAt(slides, 'gone' as PhotoId, 5), 1)
  assert.equal(slideAt(slides, 'never here' as PhotoId, -1), -1)
})

test('the nearer end is loaded first, and neither while both are far', () => {
  const both = { before: true, after: true }
  assert.equal(sideToLoad(10, 1, both), 'before')
  assert.equal(sideToLoad(10, 8, both), 'after')
  assert.equal(sideToLoad(100, 50, both), undefined)
  assert.equal(sideToLoad(10, 1, { before: false, after: false }), undefined)
  assert.equal(sideToLoad(1, 0, { before: false, after: true }), 'after')
})

test('the place of a picture is counted among those of its post that are there', () => {
  const seven = post(8, photo('x', 'failed'), photo('y'), photo('z'))
  assert.equal(placeInPost({ photo: photo('z'), message: seven }), '2 / 2')
})

test('keys of the viewer: space does not go on when it presses a button, letters can be off', () => {
  const plain = { repeat: false, ctrlKey: false, metaKey: false, altKey: false }
  const press = (key: string, how: Partial<typeof plain> = {}) => ({ ...plain, key, ...how })
  assert.equal(actionOf(press(' '), { button: false, letters: true }), 'next')
  assert.equal(actionOf(press(' '), { button: true, letters: true }), undefined)
  assert.equal(actionOf(press('D'), { button: true, letters: true }), 'download')
  assert.equal(actionOf(press('d'), { button: false, letters: false }), undefined)
  assert.equal(actionOf(press('d', { ctrlKey: true }), { button: false, letters: true }), undefined)
  assert.equal(actionOf(press('d', { repeat: true }), { button: false, letters: true }), undefined)
  assert.equal(actionOf(press('0'), { button: false, letters: false }), 'zoomReset')
})

test('a downloaded file is called by when and by whom', () => {
  const at = new Date(2026, 4, 3, 9, 5)
  assert.equal(fileName('Ann', at, 'image/jpeg'), '2026-05-03 09.05 Ann.jpg')
  assert.equal(fileName('../Ann: "the/one"', at, 'image/png'), '2026-05-03 09.05 Ann theone.png')
  assert.equal(fileName('', at, 'application/x-unknown'), '2026-05-03 09.05')
})

const finger = (pointerId: number, clientX: number, clientY: number, timeStamp: number) => ({
  ...{ pointerId, clientX, clientY, timeStamp },
  isPrimary: pointerId === 1,
})

test('a finger that comes and goes in one place taps, and twice soon after is meant together', () => {
  const taps = new Taps()
  const tapAt = (x: number, time: number) => {
    taps.down(finger(1, x, 100, time))
    return taps.up(finger(1, x + 5, 100, time + 80))
  }
  assert.equal(tapAt(100, 0), 'tap')
  assert.equal(tapAt(110, 200), 'doubleTap')
  assert.equal(tapAt(110, 400), 'tap')
  assert.equal(tapAt(110, 1_000), 'tap')
  assert.equal(tapAt(300, 1_200), 'tap')
})

test('a swipe, a long press, a pinch and what the browser takes are no taps', () => {
  const taps = new Taps()
  taps.down(finger(1, 100, 100, 0))
  assert.equal(taps.up(finger(1, 160, 100, 80)), undefined)
  taps.down(finger(1, 100, 100, 1_000))
  assert.equal(taps.up(finger(1, 100, 100, 1_600)), undefined)
  taps.down(finger(1, 100, 100, 2_000))
  taps.down(finger(2, 100, 400, 2_010))
  assert.equal(taps.up(finger(2, 100, 400, 2_100)), undefined)
  assert.equal(taps.up(finger(1, 100, 100, 2_100)), undefined)
  taps.down(finger(1, 100, 100, 3_000))
  taps.cancel(finger(1, 100, 100, 3_010))
  assert.equal(taps.up(finger(1, 100, 100, 3_020)), undefined)
})

test('two taps bring a picture so close that it fills the screen', () => {
  const screen = { width: 390, height: 844 }
  assert.equal(closer({ width: 600, height: 5_000 }, screen), 390 / (600 * (844 / 5_000)))
  assert.equal(closer({ width: 3_900, height: 8_440 }, screen), 2)
  assert.equal(closer({ width: 10, height: 10 }, screen), 84.4)
})
