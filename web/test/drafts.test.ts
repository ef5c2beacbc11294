import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { newClientId } from '@snug/client'
import { ada, otherRoom, room } from '@snug/client/testing'
import { Drafts } from '../src/posts/drafts.ts'
import { isEmpty, type NamedDraft } from '../src/posts/kept-drafts.ts'
import { withFile, withFiles } from '../src/posts/tray.ts'

/** A pause in typing, in ms, that is long enough for a draft to be kept. */
const PAUSE = 300

/** What Ada is writing, with a store that the test looks into. */
function openDrafts(t: TestContext, { left = [] as NamedDraft[], isFull = (): boolean => false } = {}) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const kept: NamedDraft[] = []
  const gone: string[] = []
  const drafts = new Drafts(ada, async (draft, before) => {
    if (isFull() && draft.tray.length > 0) throw new DOMException('full', 'QuotaExceededError')
    kept.push(draft)
    gone.push(...before.gone)
  })
  drafts.open(left)
  const write = (text: string) => drafts.of(room).set({ ...drafts.of(room).get(), text })
  const choose = (...names: string[]) => {
    const store = drafts.of(room)
    const files = names.map((name) => new File([name], name, { type: 'image/jpeg' }))
    store.set({ ...store.get(), tray: withFiles(store.get().tray, files) })
    return store.get().tray.map(({ id }) => id)
  }
  const pause = async () => {
    t.mock.timers.tick(PAUSE)
    await new Promise((done) => setImmediate(done))
  }
  return { drafts, kept, gone, write, choose, pause }
}

test('what is written is kept at the first pause, as it is then', async (t) => {
  const { kept, write, pause } = openDrafts(t)
  write('h')
  write('hello')
  assert.equal(kept.length, 0)
  await pause()
  assert.deepEqual(
    kept.map(({ text, ownerId, roomId }) => [text, ownerId, roomId]),
    [['hello', ada, room]],
  )
})

test('what is written lately is kept when the page goes', async (t) => {
  const { drafts, kept, write } = openDrafts(t)
  write('hello')
  drafts.flush()
  assert.equal(kept[0]?.text, 'hello')
})

test('a draft that an earlier page left is there, under its name', async (t) => {
  const left = { ownerId: ada, roomId: otherRoom, clientId: newClientId(), text: 'half a', tray: [] }
  const { drafts } = openDrafts(t, { left: [left] })
  assert.equal(drafts.of(otherRoom).get().text, 'half a')
  assert.equal(drafts.take(otherRoom), left.clientId)
  assert.notEqual(drafts.take(otherRoom), left.clientId)
})

test('what is sent leaves the draft under the name that was kept, and nothing is said to be taken out', async (t) => {
  const { drafts, kept, gone, write, choose, pause } = openDrafts(t)
  write('the lake')
  choose('a')
  await pause()
  assert.equal(drafts.take(room), kept[0]?.clientId)
  await pause()
  const last = kept.at(-1)
  assert.deepEqual([last?.text, last?.tray, gone], ['', [], []])
  assert.notEqual(last?.clientId, kept[0]?.clientId)
})

test('the file of a picture that is taken out is let go', async (t) => {
  const { drafts, gone, choose, pause } = openDrafts(t)
  const [first] = choose('a', 'b')
  await pause()
  const store = drafts.of(room)
  store.set({ ...store.get(), tray: store.get().tray.slice(1) })
  await pause()
  assert.deepEqual(gone, [first])
})

test('where there is no room for pictures it is said, and the words are kept', async (t) => {
  let isFull = true
  const { drafts, kept, write, choose, pause } = openDrafts(t, { isFull: () => isFull })
  write('the lake')
  choose('a')
  await pause()
  assert.deepEqual([...drafts.unkept.get()], [room])
  assert.deepEqual(
    kept.map(({ text, tray }) => [text, tray]),
    [['the lake', []]],
  )
  isFull = false
  choose('b')
  await pause()
  assert.deepEqual([...drafts.unkept.get()], [])
})

test('what is written on is another message than the draft, which another window may send as it was', async (t) => {
  const left = { ownerId: ada, roomId: room, clientId: newClientId(), text: 'half a', tray: [] }
  const { drafts, write, kept, pause } = openDrafts(t, { left: [left] })
  write('half a thought')
  await pause()
  assert.notEqual(kept[0]?.clientId, left.clientId)
  assert.equal(drafts.take(room), kept[0]?.clientId)
})

/** Two windows of one browser, which tell each other what they kept. */
function openWindows(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let kept: NamedDraft | undefined
  const windows: Drafts[] = []
  const told: Drafts[] = []
  const open = () => {
    const mine = new Drafts(ada, async (draft, { keptAs }) => {
      if (!isEmpty(draft)) kept = draft
      else if (kept?.clientId === keptAs) kept = undefined
      told.push(...windows.filter((other) => other !== mine || isEmpty(draft)))
    })
    windows.push(mine)
    return mine
  }
  const [here, beside] = [open(), open()]
  const write = (drafts: Drafts, text: string) => drafts.of(room).set({ ...drafts.of(room).get(), text })
  const pause = async () => {
    t.mock.timers.tick(PAUSE)
    await new Promise((done) => setImmediate(done))
    for (const window of told.splice(0)) await window.follow(room, async () => kept)
  }
  const texts = () => [here, beside, { of: () => ({ get: () => kept }) }].map((one) => one.of(room).get()?.text)
  return { here, beside, write, pause, texts }
}

test('a window in which nobody writes follows the one where somebody does, back and forth', async (t) => {
  const { here, beside, write, pause, texts } = openWindows(t)
  write(here, 'half a')
  await pause()
  assert.deepEqual(texts(), ['half a', 'half a', 'half a'])
  write(beside, 'half a thought')
  await pause()
  assert.deepEqual(texts(), ['half a thought', 'half a thought', 'half a thought'])
  write(here, '')
  await pause()
  assert.deepEqual(texts(), ['', '', undefined])
})

test('what is being written here is not written over by what was written next door', async (t) => {
  const { here, beside, write, pause, texts } = openWindows(t)
  write(beside, 'theirs')
  beside.flush()
  write(here, 'mine')
  await pause()
  await pause()
  assert.deepEqual(texts(), ['mine', 'mine', 'mine'])
})

test('what is sent in one window is sent once, and is no draft in the other', async (t) => {
  const { here, beside, write, pause, texts } = openWindows(t)
  write(here, 'hello')
  await pause()
  assert.equal(beside.take(room), here.take(room)) // in the same moment: the house takes one name once
  write(here, 'again')
  await pause()
  beside.take(room)
  await pause()
  assert.deepEqual(texts(), ['', '', undefined])
})

test('sending what was written here ends nothing that was begun next door meanwhile', async (t) => {
  const { here, beside, write, pause, texts } = openWindows(t)
  write(here, 'hello')
  await pause()
  write(beside, 'hello you')
  beside.flush()
  here.take(room)
  await pause()
  await pause()
  assert.deepEqual(texts(), ['hello you', 'hello you', 'hello you'])
})

test('pictures that both windows have stay as they are drawn', async (t) => {
  const { here, beside, pause } = openWindows(t)
  const store = here.of(room)
  store.set({ ...store.get(), tray: withFiles([], [new File(['a'], 'a.jpg', { type: 'image/jpeg' })]) })
  await pause()
  const [before] = beside.of(room).get().tray
  store.set({ ...store.get(), text: 'the lake', tray: store.get().tray.map((one) => ({ ...one, caption: 'dawn' })) })
  await pause()
  const [after] = beside.of(room).get().tray
  assert.deepEqual([after?.preview, after?.caption], [before?.preview, 'dawn'])
  const turned = new File(['a'], 'a.jpg', { type: 'image/jpeg', lastModified: 1 })
  store.set({ ...store.get(), tray: withFile(store.get().tray, after?.id ?? '', turned) })
  await pause()
  assert.equal(beside.of(room).get().tray[0]?.file, turned)
})

test('what is written and kept here while it is looked at what was kept next door stays', async (t) => {
  const { here, beside, write, texts, pause } = openWindows(t)
  write(beside, 'theirs')
  await pause()
  const { promise, resolve } = Promise.withResolvers<NamedDraft | undefined>()
  const following = here.follow(room, () => promise)
  write(here, 'mine')
  here.flush()
  resolve({ ownerId: ada, roomId: room, clientId: newClientId(), text: 'theirs', tray: [] })
  await following
  await pause()
  assert.deepEqual(texts(), ['mine', 'mine', 'mine'])
})

test('what is written on here while it is sent next door is another message', async (t) => {
  const { here, beside, write, pause } = openWindows(t)
  write(here, 'hello')
  await pause()
  const sent = beside.take(room)
  write(here, 'hello you')
  await here.follow(room, async () => undefined)
  assert.equal(here.of(room).get().text, 'hello you')
  assert.notEqual(here.take(room), sent)
})

test('of a room that is lost no draft is kept, whatever was followed there', async (t) => {
  const { here, beside, write, pause, texts } = openWindows(t)
  write(beside, 'theirs')
  await pause()
  write(beside, '')
  await pause()
  write(here, 'mine')
  await pause()
  here.clear(room)
  await pause()
  assert.deepEqual(texts(), ['', '', undefined])
})
