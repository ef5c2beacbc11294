import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { Darkroom } from '../src/darkroom/darkroom.ts'
import { animation, filesIn, lake, startFile } from './support.ts'

test('SEC-31: a worker that dies costs the picture it had, and nothing else', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const slow = assert.rejects(ada.upload(await slowPicture()), { code: 'broken_photo', status: 422 })
  const pid = await busyWorker()
  process.kill(pid, 'SIGKILL')
  await slow
  assert.deepEqual(await filesIn(uploadsDir), [])
  await ada.upload(await lake().jpeg().toBuffer())
})

test('SEC-31: a picture that takes too much work is refused', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t, { DEVELOP_SECONDS: 1 })
  const [ada, picture] = [newPerson(), await slowPicture()]
  let code = 'unavailable' // as long as others have the cores
  while (code === 'unavailable') code = await ada.upload(picture).then(String, (problem) => problem.code)
  assert.equal(code, 'broken_photo')
  assert.deepEqual(await filesIn(uploadsDir), [])
})

test('a picture that got no time of the cores is none the worse for it', async (t) => {
  const { darkroom, folder } = await startDarkroom(t, { DEVELOP_SECONDS: 0.5 })
  await darkroom.inspect(folder, 'ada')
  process.kill(workers()[0] as number, 'SIGSTOP')
  await assert.rejects(darkroom.inspect(folder, 'ada'), { code: 'unavailable' })
  await darkroom.inspect(folder, 'ada')
})

test('SEC-31: a worker knows nothing that is secret', async (t) => {
  const { newPerson } = await startFile(t)
  await newPerson().upload(await lake().jpeg().toBuffer())
  const names = readFileSync(`/proc/${workers()[0]}/environ`, 'utf8')
    .split('\0')
    .map((pair) => pair.split('=', 1)[0])
  assert.deepEqual(
    names.filter((name) => name && !/^(NODE_CHANNEL|MALLOC_ARENA_MAX)/.test(name)),
    [],
  )
})

test('REL-16: when too many pictures wait, the next is refused at once', async (t) => {
  const { darkroom, folder } = await startDarkroom(t)
  const looks = (person: string) => Array.from({ length: 140 }, async () => darkroom.inspect(folder, person))
  const refusals = async (all: Promise<unknown>[]) =>
    (await Promise.allSettled(all)).flatMap((look) => (look.status === 'rejected' ? look.reason.code : []))
  const [ada, ben] = [refusals(looks('ada')), refusals(looks('ben'))]
  const chris = assert.rejects(async () => darkroom.inspect(folder, 'chris'), { code: 'unavailable' })
  for (const refused of [await ada, await ben]) {
    assert.ok(refused.length > 0 && refused.length < 20, `${refused.length} refused`)
    assert.deepEqual(new Set(refused), new Set(['unavailable']))
  }
  await chris
})

test('REL-16: one picture does not wait for all the pictures of another person', async (t) => {
  const { darkroom, folder } = await startDarkroom(t)
  const header = await darkroom.inspect(folder, 'ada')
  const done: string[] = []
  const people = [...Array(12).fill('ada'), 'ben']
  const folders = await Promise.all(people.map((_, i) => copyOf(folder, `of-${i}`)))
  const develop = async (person: string, i: number) => {
    await darkroom.develop(folders[i] as string, header, person)
    done.push(person)
  }
  await Promise.all(people.map(develop))
  // Two were being drawn, one more was next.
  assert.ok(done.indexOf('ben') <= 4, String(done))
})

test('a heavy picture is drawn alone, and whoever only looks need not wait for it', async (t) => {
  const { darkroom, folder } = await startDarkroom(t)
  const order: string[] = []
  const header = await darkroom.inspect(folder, 'ada')
  const other = await copyOf(folder, 'other')
  const done = (name: string) => () => order.push(name)
  await Promise.all([
    darkroom.develop(other, { ...header, heavy: true }, 'ada').then(done('heavy')),
    darkroom.develop(folder, header, 'ada').then(done('light')),
    darkroom.inspect(folder, 'ada').then(done('look')),
  ])
  assert.equal(order.at(-1), 'light', String(order)) // it waited for the heavy one; the look did not wait for it
})

/** Two workers that draw in one folder would read what the other writes. */
async function copyOf(folder: string, name: string): Promise<string> {
  const copy = join(folder, name)
  await mkdir(copy)
  await copyFile(join(folder, 'original'), join(copy, 'original'))
  return copy
}

async function startDarkroom(t: TestContext, limits = { DEVELOP_SECONDS: 10 }) {
  const folder = await mkdtemp(join(tmpdir(), 'snug-darkroom-'))
  await writeFile(join(folder, 'original'), await lake(2000, 1500).jpeg().toBuffer())
  const darkroom = new Darkroom({
    DEVELOP_WORKERS: 2,
    DEVELOP_MEGAPIXELS: 120,
    DEVELOP_FRAMES: 1_000,
    HEIC: 'on',
    ...limits,
  })
  t.after(async () => {
    darkroom.close()
    await rm(folder, { recursive: true })
  })
  return { darkroom, folder }
}

/** Some seconds of work: 40 frames of 1200 x 900, which are encoded anew at each size. */
async function slowPicture(): Promise<Buffer> {
  return sharp(await animation(40, 1200, 900), { join: { animated: true } })
    .gif()
    .toBuffer()
}

function workers(): number[] {
  const list = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
  return list
    .split('\n')
    .filter((line) => line.includes('develop-worker'))
    .map((line) => Number.parseInt(line, 10))
}

/** Resolves once a worker has been at it for a moment. */
async function busyWorker(): Promise<number> {
  while (workers().length === 0) await sleep(20)
  await sleep(600)
  return workers()[0] as number
}
