import assert from 'node:assert/strict'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AvatarId,
  type AvatarSize,
  type Crop,
  call,
  MAX_PHOTO_BYTES,
  Problem,
  removeAvatar,
  setAvatar,
  takeEvent,
} from '@snug/contracts'
import sharp from 'sharp'
import { squareOf } from '../src/darkroom/square.ts'
import { Removal } from '../src/storage/removal.ts'
import { Shelf } from '../src/storage/shelf.ts'
import { sweep } from '../src/storage/sweeper.ts'
import { strangersIn } from './containers.ts'
import { lakeHeic } from './heic.ts'
import { hostilePictures } from './hostile.ts'
import { animation, dataUrl, filesIn, lake, type Person, phonePhoto, startFile } from './support.ts'

async function startAvatars(t: TestContext) {
  const file = await startFile(t)
  const shelf = new Shelf(file.uploadsDir)
  const set = async (person: Person, bytes: Buffer, crop?: Crop): Promise<AvatarId> => {
    const body = { picture: dataUrl(bytes), ...(crop && { crop }) }
    return (await call(person.caller, setAvatar, { body })).avatarId
  }
  const get = (person: Person, id: string, size: AvatarSize = 'small', extra: Record<string, string> = {}) =>
    fetch(`${file.baseUrl}/avatars/${id}/${size}`, { headers: { ...person.caller.headers, ...extra } })
  const bytes = async (person: Person, id: string, size: AvatarSize) => {
    const response = await get(person, id, size)
    assert.equal(response.status, 200)
    return Buffer.from(await response.arrayBuffer())
  }
  /** What profile is still to be told; nobody takes it here. */
  const told = async () => {
    const rows = await file.db.selectFrom('outbox').select(['subscriber', 'event']).orderBy('id').execute()
    return rows.map(({ subscriber, event }) => ({ subscriber, ...JSON.parse(event) }))
  }
  return { ...file, shelf, set, get, bytes, told }
}

/** The colours of the four corners, as the lake has them: red, green, blue, white. */
async function corners(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const near = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    if (red > 180 && green > 180) return 'white'
    return red > 180 ? 'red' : green > 180 ? 'green' : blue > 180 ? 'blue' : 'other'
  }
  const far = info.width - 6
  return [near(5, 5), near(far, 5), near(5, far), near(far, far)].join(' ')
}

test('a picture becomes two squares of its middle, and profile is told whose they are', async (t) => {
  const { newPerson, set, bytes, told, uploadsDir } = await startAvatars(t)
  const ada = newPerson()
  const id = await set(ada, await lake(800, 600).jpeg().toBuffer())
  for (const [size, edge] of [
    ['small', 96],
    ['large', 320],
  ] as const) {
    const picture = await bytes(ada, id, size)
    const { format, width, height } = await sharp(picture).metadata()
    assert.deepEqual([format, width, height], ['webp', edge, edge])
    assert.equal(await corners(picture), 'red green blue white')
  }
  assert.deepEqual(await told(), [
    { subscriber: 'profile', type: 'avatar_changed', profileId: ada.profileId, avatarId: id },
  ])
  assert.deepEqual((await filesIn(uploadsDir)).sort(), ['large', 'small'])
})

test('a crop is taken from the upright picture, and what hangs over its edge is moved inside', async (t) => {
  const { newPerson, set, bytes } = await startAvatars(t)
  const ada = newPerson()
  const crop = { x: 410, y: 10, side: 200 }
  assert.equal(
    await corners(await bytes(ada, await set(ada, await lake().jpeg().toBuffer(), crop), 'small')),
    'green green green green',
  )
  const turned = await lake().rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  assert.equal(await corners(await bytes(ada, await set(ada, turned, crop), 'large')), 'green green green green')
  assert.equal(await corners(await bytes(ada, await set(ada, turned), 'large')), 'red green blue white')

  const size = { width: 800, height: 600 }
  assert.deepEqual(squareOf(size, undefined), { x: 100, y: 0, side: 600 })
  assert.deepEqual(squareOf(size, { x: 700, y: 590, side: 200 }), { x: 600, y: 400, side: 200 })
  assert.deepEqual(squareOf(size, { x: 10, y: 10, side: 5000 }), { x: 10, y: 0, side: 600 })
  assert.deepEqual(squareOf({ width: 3, height: 1 }, undefined), { x: 1, y: 0, side: 1 })
})

test('every kind of picture that a message takes may be an avatar; none is enlarged', async (t) => {
  const { newPerson, set, bytes } = await startAvatars(t)
  const ada = newPerson()
  const frames = await animation(3)
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  for (const [name, picture, edge] of [
    ['png', await lake(60, 40).png().toBuffer(), 40],
    ['webp', await lake().webp().toBuffer(), 320],
    ['avif', await lake().avif().toBuffer(), 320],
    ['heic', lakeHeic, undefined],
    ['gif', moving, 200],
  ] as const) {
    const large = await sharp(await bytes(ada, await set(ada, picture), 'large')).metadata()
    assert.equal(large.pages ?? 1, 1, name)
    assert.equal(large.width, large.height, name)
    if (edge) assert.equal(large.width, edge, name)
  }
})

test('SEC-28: of where and with what a picture was taken nothing is left, on the disk neither', async (t) => {
  const { newPerson, set, bytes, shelf } = await startAvatars(t)
  const ada = newPerson()
  for (const orientation of [1, 6]) {
    const id = await set(ada, await phonePhoto(orientation))
    for (const size of ['small', 'large'] as const) {
      const picture = await bytes(ada, id, size)
      assert.deepEqual(strangersIn('webp', picture), [])
      const { exif, xmp, iptc, icc } = await sharp(picture).metadata()
      assert.deepEqual([exif, xmp, iptc, icc], [undefined, undefined, undefined, undefined])
    }
    assert.deepEqual((await readdir(shelf.folderOfAvatar(id))).sort(), ['large', 'small'])
  }
})

test('a new one takes the place of the old one, whose files go; removed, none is left', async (t) => {
  const { newPerson, set, get, told, shelf, uploadsDir } = await startAvatars(t)
  const ada = newPerson()
  const picture = await phonePhoto()
  const first = await set(ada, picture)
  const second = await set(ada, picture)
  assert.notEqual(first, second)
  assert.equal((await get(ada, first)).status, 404)
  assert.deepEqual(await readdir(shelf.avatars), [second])

  await call(ada.caller, removeAvatar, {})
  await call(ada.caller, removeAvatar, {})
  assert.equal((await get(ada, second)).status, 404)
  assert.deepEqual(await filesIn(uploadsDir), [])
  assert.deepEqual(
    (await told()).map(({ avatarId }) => avatarId),
    [first, second, null],
  )
})

test('of many that one person sends at once one is shown, it is the last that profile hears of, and no file is left over', async (t) => {
  const { newPerson, set, told, shelf, db } = await startAvatars(t)
  const people = [newPerson(), newPerson()]
  const picture = await lake(60, 40).png().toBuffer()
  await Promise.all(people.flatMap((person) => Array.from({ length: 5 }, () => set(person, picture))))
  const rows = await db.selectFrom('avatars').selectAll().execute()
  assert.deepEqual((await readdir(shelf.avatars)).sort(), rows.map(({ id }) => id).sort())
  for (const { ownerId, id } of rows)
    assert.equal((await told()).findLast(({ profileId }) => profileId === ownerId).avatarId, id)
})

test('SEC-12: everybody who is signed in sees an avatar, nobody else does, and browsers keep it', async (t) => {
  const { newPerson, set, get, baseUrl, neighbours } = await startAvatars(t)
  const [ada, stranger] = [newPerson(), newPerson({ isMember: false })]
  const id = await set(ada, await phonePhoto())
  const response = await get(stranger, id)
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'image/webp')
  assert.equal(response.headers.get('cache-control'), 'private, max-age=31536000, immutable')
  assert.equal(response.headers.get('content-security-policy'), "sandbox; default-src 'none'")
  const etag = response.headers.get('etag') ?? ''
  assert.equal((await get(stranger, id, 'small', { 'if-none-match': etag })).status, 304)

  const { headers = {} } = neighbours.caller(baseUrl, 'file')
  assert.equal((await fetch(`${baseUrl}/avatars/${id}/small`, { headers })).status, 401)
  for (const odd of [crypto.randomUUID(), 'x', '..%2f..%2fincoming', '%00']) {
    const missing = await get(ada, odd)
    assert.equal(missing.status, 404, odd)
    assert.equal(missing.headers.get('cache-control'), 'no-store')
  }
  assert.equal((await get(ada, id, 'original' as AvatarSize)).status, 404)
})

test('SEC-25, SEC-26, SEC-31: whatever is sent, it is its sender’s problem, the old picture stays, and nothing else', async (t) => {
  const { newPerson, set, get, uploadsDir } = await startAvatars(t)
  const ada = newPerson()
  const id = await set(ada, await phonePhoto())
  const larger = Buffer.alloc(MAX_PHOTO_BYTES + 1)
  for (const [name, bytes] of Object.entries({ ...(await hostilePictures()), larger, nothing: Buffer.alloc(0) })) {
    const outcome = await set(ada, bytes).catch((error) => error)
    assert.ok(outcome instanceof Problem, `${name} was taken`)
    assert.ok([413, 415, 422].includes(outcome.status), `${name}: ${outcome.status} ${outcome.code}`)
    assert.deepEqual((await filesIn(uploadsDir)).sort(), ['large', 'small'], name)
  }
  assert.equal((await get(ada, id)).status, 200)
})

test('what is no data URL, and a square that is none, are refused by name', async (t) => {
  const { newPerson } = await startAvatars(t)
  const { caller } = newPerson()
  const picture = dataUrl(await lake(60, 40).png().toBuffer())
  const faults = async (body: object) => {
    const error = await call(caller, setAvatar, { body: body as never }).catch((error) => error)
    return [error.code, error.extras.errors?.[0]?.pointer]
  }
  assert.deepEqual(await faults({ picture: 'https://example.org/me.png' }), ['invalid_body', '/picture'])
  assert.deepEqual(await faults({ picture: 'data:image/png;base64,?' }), ['invalid_body', '/picture'])
  assert.deepEqual(await faults({ picture: `data:image/png;base64,${'?'.repeat(200_000)}` }), [
    'invalid_body',
    '/picture',
  ])
  assert.deepEqual(await faults({ picture, crop: { x: -1, y: 0, side: 10 } }), ['invalid_body', '/crop/x'])
  assert.deepEqual(await faults({ picture, crop: { x: 0, y: 0, side: 0 } }), ['invalid_body', '/crop/side'])
})

test('REL-13: with an account its avatar goes, also one that was on its way', async (t) => {
  const { newPerson, set, get, neighbours, baseUrl, uploadsDir } = await startAvatars(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const [adas, bens] = [await set(ada, await phonePhoto()), await set(ben, await phonePhoto())]
  const auth = neighbours.caller(baseUrl, 'file', undefined, 'auth')
  const gone = { type: 'profile_deleted', profileId: ada.profileId } as const
  await call(auth, takeEvent, { body: gone })
  for (let tries = 0; (await get(ben, adas)).status !== 404 && tries < 100; tries++) await sleep(20)
  assert.equal((await get(ben, adas)).status, 404)
  assert.equal((await get(ben, bens)).status, 200)

  const late = await set(ada, await phonePhoto())
  await call(auth, takeEvent, { body: gone })
  for (let tries = 0; (await get(ben, late)).status !== 404 && tries < 100; tries++) await sleep(20)
  assert.deepEqual((await filesIn(uploadsDir)).sort(), ['large', 'small'])
})

test('REL-11: the sweeper takes files of avatars that are nobody’s, and nothing young', async (t) => {
  const { newPerson, set, shelf, db } = await startAvatars(t)
  const id = await set(newPerson(), await phonePhoto())
  const [old, young] = [crypto.randomUUID(), crypto.randomUUID()]
  for (const name of [old, young]) {
    await mkdir(shelf.folderOfAvatar(name))
    await writeFile(join(shelf.folderOfAvatar(name), 'small'), 'x')
  }
  const sixMinutesAgo = new Date(Date.now() - 6 * 60_000)
  for (const name of [old, id]) await utimes(shelf.folderOfAvatar(name), sixMinutesAgo, sixMinutesAgo)
  await sweep({ db, shelf, removal: new Removal(db, shelf) })
  assert.deepEqual((await readdir(shelf.avatars)).sort(), [id, young].sort())
})
