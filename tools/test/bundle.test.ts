import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { bundle, copyNative } from '../house/bundle.ts'
import { digestOf } from '../house/sources.ts'
import { ROOT } from '../house.ts'

function freshFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'snug-bundle-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('sources that changed, moved or went have another digest, and the same ones the same', (t) => {
  const root = freshFolder(t)
  const digests = [{ a: '1' }, { a: '2' }, { b: '2' }, { a: '1', b: '2' }].map((files) => {
    for (const name of readdirSync(root)) rmSync(join(root, name))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
    assert.equal(digestOf(root, ['*']), digestOf(root, ['*']))
    return digestOf(root, ['*'])
  })
  assert.equal(new Set(digests).size, 4)
})

test('a bundle stands alone but for machine code, and its worker is not the service', async (t) => {
  const dir = freshFolder(t)
  await bundle(ROOT, 'file', dir)
  copyNative(ROOT, 'file', dir)
  const importsOf = (file: string) =>
    [...readFileSync(join(dir, 'src', file), 'utf8').matchAll(/^import .*?"([^"]+)";$/gm)].map(([, name = '']) => name)
  for (const file of readdirSync(join(dir, 'src')))
    for (const name of importsOf(file))
      assert.match(name, /^(node:[\w/]+|\.\/.*\.js|sharp)$/, `${file} imports ${name}`)
  assert.ok(!importsOf('develop-worker.js').includes('./main.js'))
  assert.deepEqual(readdirSync(join(dir, 'migrations')), ['0001_photos.js'])
  assert.ok(readdirSync(join(dir, 'node_modules')).includes('detect-libc'))
})
