import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesIn } from '../src/composer/dropped.ts'

/** The contents of a folder by name: a type for a file, more of it for a folder. */
interface Contents {
  [name: string]: string | Contents
}

/** As browsers give what was dropped: a folder in parts of two. */
function entry(name: string, contents: string | Contents): FileSystemEntry {
  const isFile = typeof contents === 'string'
  const file = (done: (file: File) => void) => done(new File(['.'], name, { type: String(contents) }))
  const createReader = () => {
    const left = Object.entries(contents).map(([inside, of]) => entry(inside, of))
    return { readEntries: (done: (part: FileSystemEntry[]) => void) => done(left.splice(0, 2)) }
  }
  return { name, isFile, isDirectory: !isFile, ...(isFile ? { file } : { createReader }) } as unknown as FileSystemEntry
}

const dropped = async (contents: Contents) => {
  const { files, skipped } = await filesIn(Object.entries(contents).map(([name, of]) => entry(name, of)))
  return { names: files.map(({ name }) => name), skipped }
}

test('the pictures of a folder come by name, with those of the folders in it', async () => {
  const trip = {
    'IMG_10.jpg': 'image/jpeg',
    'IMG_2.jpg': 'image/jpeg',
    'IMG_1.HEIC': '',
    evening: { 'fire.png': 'image/png' },
  }
  assert.deepEqual(await dropped({ trip }), {
    names: ['fire.png', 'IMG_1.HEIC', 'IMG_2.jpg', 'IMG_10.jpg'],
    skipped: 0,
  })
})

test('what is no picture is skipped and counted; what is hidden was never seen', async () => {
  const trip = {
    'a.jpg': 'image/jpeg',
    'route.gpx': '',
    'notes.txt': 'text/plain',
    '.DS_Store': '',
    '.cache': { b: '' },
  }
  assert.deepEqual(await dropped({ trip }), { names: ['a.jpg'], skipped: 2 })
})

test('a file dropped by itself is taken as it is, for the tray says what is wrong with it', async () => {
  assert.deepEqual(await dropped({ 'notes.txt': 'text/plain', trip: {} }), { names: ['notes.txt'], skipped: 0 })
})

test('folders in folders have an end', async () => {
  let deep: Contents = { 'deep.jpg': 'image/jpeg' }
  for (let depth = 0; depth < 20; depth++) deep = { deeper: deep }
  assert.deepEqual(await dropped({ 'a.jpg': 'image/jpeg', ...deep }), { names: ['a.jpg'], skipped: 0 })
})
