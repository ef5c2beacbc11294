import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  const migrations = readdirSync(join(ROOT, 'services/file/migrations')).map((name) => name.replace('.ts', '.js'))
  assert.deepEqual(readdirSync(join(dir, 'migrations')), migrations)
  assert.ok(readdirSync(join(dir, 'node_modules')).includes('detect-libc'))
})

test('HEIC is opened by the bundled worker, and its decoder lies in a file that nothing loads before', async (t) => {
  const dir = freshFolder(t)
  await bundle(ROOT, 'file', dir)
  copyNative(ROOT, 'file', dir)
  const src = join(dir, 'src')
  const decoder = readdirSync(src).find((name) => name.startsWith('libheif')) as string
  for (const name of readdirSync(src)) {
    const text = readFileSync(join(src, name), 'utf8')
    assert.doesNotMatch(text, new RegExp(`^import .*${decoder}`, 'm'), `${name} loads it at once`)
    assert.ok(name === decoder || !text.includes('heif_context_alloc='), `${name} holds it`)
  }

  const folder = freshFolder(t)
  copyFileSync(join(ROOT, 'services/file/test/lake.heic'), join(folder, 'original'))
  const worker = fork(join(src, 'develop-worker.js'), { env: {} })
  t.after(() => worker.kill('SIGKILL'))
  const ask = async (job: object) => {
    worker.send({ folder, cpuSeconds: 20, ...job })
    return (await once(worker, 'message'))[0]
  }
  const { done: header } = await ask({ bounds: { heic: true, megapixels: 1, frames: 1 } })
  const { done: about } = await ask({ header, as: 'photo' })
  assert.deepEqual([about.type, about.cleanType, about.width, about.height], ['image/heic', 'image/jpeg', 66, 50])
})
