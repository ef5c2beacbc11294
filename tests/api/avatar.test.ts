import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  API_PREFIX,
  type AvatarId,
  call,
  deleteMe,
  findProfiles,
  getMe,
  getProfile,
  removeAvatar,
  setAvatar,
} from '@snug/contracts'
import sharp from 'sharp'
import { startTestHouse } from '../support/house.ts'
import { PASSWORD, type Person, signUp } from '../support/person.ts'
import { dataUrlOf, phonePhoto, pngOf } from '../support/pictures.ts'

const house = await startTestHouse({ after })
const [ada, ben] = [await signUp(house.url, 'ada'), await signUp(house.url, 'ben')]

const get = (avatarId: AvatarId, { caller: { headers = {} } }: Pick<Person, 'caller'>) =>
  fetch(`${house.url}${API_PREFIX}/avatars/${avatarId}/small`, { headers })

const files = () =>
  readdirSync(`${house.dataDir}/uploads/avatars`, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )

test('a phone’s picture is shown beside a name, to everybody inside and nobody outside, and says nothing more', async () => {
  const picture = dataUrlOf(await phonePhoto())
  const { avatarId } = await call(ada.caller, setAvatar, { body: { picture, crop: { x: 0, y: 0, side: 600 } } })
  assert.equal((await call(ada.caller, getMe, {})).avatarId, avatarId)
  const { id: profileId } = ada.profile
  assert.equal((await call(ben.caller, getProfile, { params: { profileId } })).avatarId, avatarId)
  assert.equal((await call(ben.caller, findProfiles, { query: { username: 'ada' } })).items[0]?.avatarId, avatarId)

  const response = await get(avatarId, ben)
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'image/webp')
  assert.match(response.headers.get('cache-control') ?? '', /^private, .*immutable/)
  const bytes = Buffer.from(await response.arrayBuffer())
  const { width, height, exif } = await sharp(bytes).metadata()
  assert.deepEqual([width, height, exif], [96, 96, undefined])
  assert.ok(!bytes.includes('Snugphone'))
  assert.equal((await get(avatarId, { caller: { baseUrl: '' } })).status, 401)
})

test('what is no picture is refused and the old one stays; removed, the letter is back', async () => {
  const before = (await call(ada.caller, getMe, {})).avatarId as AvatarId
  const bomb = dataUrlOf(pngOf(60_000, 60_000), 'image/png')
  await assert.rejects(call(ada.caller, setAvatar, { body: { picture: bomb } }), { code: 'photo_too_large' })
  const text = `data:image/png;base64,${Buffer.from('no picture').toString('base64')}`
  await assert.rejects(call(ada.caller, setAvatar, { body: { picture: text } }), { code: 'unsupported_photo' })
  assert.equal((await get(before, ben)).status, 200)

  await call(ada.caller, removeAvatar, {})
  assert.equal((await call(ada.caller, getMe, {})).avatarId, null)
  assert.equal((await get(before, ben)).status, 404)
  assert.deepEqual(files(), [])
})

test('SEC-09: with an account its avatar goes', async () => {
  const cleo = await signUp(house.url, 'cleo')
  const picture = dataUrlOf(await phonePhoto())
  const { avatarId } = await call(cleo.caller, setAvatar, { body: { picture } })
  await call(cleo.caller, deleteMe, { body: { password: PASSWORD } })
  for (let tries = 0; (await get(avatarId, ben)).status !== 404 && tries < 100; tries++) await sleep(50)
  assert.equal((await get(avatarId, ben)).status, 404)
  for (let tries = 0; files().length > 0 && tries < 100; tries++) await sleep(50) // they go after the row
  assert.deepEqual(files(), [])
})
