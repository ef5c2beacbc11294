import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  CLOSE,
  call,
  createLink,
  createRoom,
  deleteMessage,
  editMessage,
  endSession,
  getMe,
  inviteMember,
  listMessages,
  listRooms,
  listSessions,
  logout,
  postMessage,
  refresh,
  removeMember,
  revokeLink,
  uploadPhotos,
} from '@snug/contracts'
import sharp from 'sharp'
import { startTestHouse } from '../support/house.ts'
import { Line, logIn, newClientId, type Person, signUp, stranger } from '../support/person.ts'
import { dataUrlOf, phonePhoto } from '../support/pictures.ts'

const { url } = await startTestHouse({ after })
const [ada, ben, eve] = [await signUp(url, 'ada'), await signUp(url, 'ben'), await signUp(url, 'eve')]
const { id: roomId } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })
await call(ada.caller, inviteMember, { params: { roomId }, body: { username: 'Ben' } })

const say = (who: Person, text: string) =>
  call(who.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })
const photo = (who: Person, id: string, variant: string) =>
  fetch(`${url}/api/v1/photos/${id}/${variant}`, { headers: who.caller.headers ?? {} })

test('two people talk, live and in one order', async () => {
  const [a, b] = [await Line.open(url, ada), await Line.open(url, ben)]
  for (const line of [a, b]) line.say({ type: 'subscribe', roomId })
  for (const line of [a, b]) await line.hears('subscribed')
  const clientId = newClientId()
  a.say({ type: 'send', roomId, clientId, text: 'hello Ben 🦆', photoIds: [] })
  const ack = await a.hears('ack', (frame) => frame.clientId === clientId)
  const heard = await b.hears('message', ({ message }) => message.clientId === clientId)
  assert.deepEqual([heard.message.text, heard.message.seq], ['hello Ben 🦆', ack.seq])

  b.say({ type: 'typing', roomId })
  assert.equal((await a.hears('typing')).profileId, ben.profile.id)
  const answer = await say(ben, 'hello Ada')
  await a.hears('message', ({ message }) => message.seq === answer.seq)
  await call(ben.caller, editMessage, { params: { roomId, seq: answer.seq }, body: { text: 'hello, Ada' } })
  await a.hears('message_edited', ({ message }) => message.text === 'hello, Ada')
  await call(ada.caller, deleteMessage, { params: { roomId, seq: answer.seq } })
  await b.hears('message_deleted', ({ seq }) => seq === answer.seq)
  const seqs = (line: Line) => line.heard.flatMap((frame) => (frame.type === 'message' ? [frame.message.seq] : []))
  assert.deepEqual(seqs(a), seqs(b))
  for (const line of [a, b]) line.socket.close()
})

test('REL-04: who was away hears what they missed, once', async () => {
  const away = await Line.open(url, ben)
  away.say({ type: 'subscribe', roomId })
  const { seq } = await away.hears('subscribed')
  away.socket.terminate()
  for (let i = 0; i < 10; i++) await say(ada, `while you were away ${i}`)
  const back = await Line.open(url, ben)
  back.say({ type: 'subscribe', roomId, afterSeq: seq })
  await back.hears('subscribed')
  const missed = back.heard.flatMap((frame) => (frame.type === 'message' ? [frame.message.text] : []))
  assert.deepEqual(
    missed,
    Array.from({ length: 10 }, (_, i) => `while you were away ${i}`),
  )
  back.socket.close()
})

test('unread messages are counted until they are read', async () => {
  const unread = async () => (await call(ben.caller, listRooms, { query: {} })).items[0]
  await say(ada, 'read me')
  const before = await unread()
  assert.ok(before?.me && before.me.unreadCount > 0)
  const line = await Line.open(url, ben)
  line.say({ type: 'read', roomId, seq: before.lastSeq })
  await line.hears('read', ({ seq }) => seq === before.lastSeq)
  assert.equal((await unread())?.me?.unreadCount, 0)
  line.socket.close()
})

test('SEC-28: several photos go out as one message, upright and without a place', async () => {
  const line = await Line.open(url, ben)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')
  const form = new FormData()
  for (const [i, hue] of [10, 120, 240].entries()) {
    form.append('alt', `photo ${i}`)
    form.append(
      'file',
      new Blob([new Uint8Array(await phonePhoto(800, 600, hue))], { type: 'image/jpeg' }),
      `../${i}.jpg`,
    )
  }
  const upload = await fetch(`${url}/api/v1/rooms/${roomId}/photos`, {
    method: 'POST',
    headers: ada.caller.headers ?? {},
    body: form,
  })
  assert.equal(upload.status, 201, await upload.clone().text())
  const { photos } = (await upload.json()) as { photos: { id: never; width: number; height: number }[] }
  const body = { clientId: newClientId(), text: 'the lake', photoIds: photos.map(({ id }) => id) }
  const message = await call(ada.caller, postMessage, { params: { roomId }, body })
  const heard = await line.hears('message', ({ message: { seq } }) => seq === message.seq)
  assert.deepEqual(
    heard.message.photos.map(({ alt, width, height }) => [alt, width, height]),
    [
      ['photo 0', 600, 800],
      ['photo 1', 600, 800],
      ['photo 2', 600, 800],
    ],
  )
  for (const { id } of heard.message.photos) {
    for (const variant of ['thumb', 'small', 'medium', 'large', 'clean']) {
      const response = await photo(ben, id, variant)
      assert.equal(response.status, 200, variant)
      const metadata = await sharp(await response.arrayBuffer()).metadata()
      assert.deepEqual([metadata.exif, metadata.xmp, metadata.orientation ?? 1], [undefined, undefined, 1], variant)
    }
    assert.equal((await photo(ben, id, 'original')).status, 404)
    assert.equal((await photo(ada, id, 'original')).status, 200)
    assert.equal((await photo(eve, id, 'thumb')).status, 404)
    assert.equal((await fetch(`${url}/api/v1/photos/${id}/thumb`)).status, 401)
  }
  line.socket.close()
})

test('pictures may come inside a message, or as JSON before it', async () => {
  const dataUrl = dataUrlOf(await phonePhoto(400, 300))
  const inline = await call(ada.caller, postMessage, {
    params: { roomId },
    body: { clientId: newClientId(), attachments: [{ dataUrl, alt: 'one' }, { dataUrl }] },
  })
  assert.deepEqual(
    inline.photos.map(({ alt }) => alt),
    ['one', ''],
  )
  const { photos } = await call(ada.caller, uploadPhotos, { params: { roomId }, body: { dataUrl } })
  const foreign = { clientId: newClientId(), photoIds: photos.map(({ id }) => id) }
  await assert.rejects(call(ben.caller, postMessage, { params: { roomId }, body: foreign }), {
    code: 'photo_not_found',
  })
})

test('SEC-16: a link shows one picture to somebody without an account, until it is revoked', async () => {
  const dataUrl = dataUrlOf(await phonePhoto(500, 300))
  const { photos } = await call(ada.caller, uploadPhotos, { params: { roomId }, body: { dataUrl } })
  const params = { photoId: photos[0]?.id as never }
  const link = await call(ada.caller, createLink, { params, body: { variant: 'medium', expiresIn: 3600 } })
  const follow = (path: string) => fetch(`${url}${path}`, { headers: { 'sec-fetch-site': 'cross-site' } })
  const shown = await follow(link.url)
  assert.deepEqual([shown.status, shown.headers.get('referrer-policy')], [200, 'no-referrer'])
  assert.equal((await sharp(await shown.arrayBuffer()).metadata()).width, 300)
  assert.equal((await follow(link.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status, 403)
  await call(ada.caller, revokeLink, { params: { ...params, linkId: link.id } })
  assert.equal((await follow(link.url)).status, 410)
})

test('SEC-13: who is removed hears nothing more and sees no picture', async () => {
  await call(ada.caller, inviteMember, { params: { roomId }, body: { username: 'eve' } })
  const line = await Line.open(url, eve)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')
  const { photos } = await call(ada.caller, postMessage, {
    params: { roomId },
    body: { clientId: newClientId(), attachments: [{ dataUrl: dataUrlOf(await phonePhoto(300, 200)) }] },
  })
  const id = photos[0]?.id ?? ''
  assert.equal((await photo(eve, id, 'thumb')).status, 200)
  await call(ada.caller, removeMember, { params: { roomId, profileId: eve.profile.id } })
  await line.hears('room_left')
  assert.equal((await photo(eve, id, 'thumb')).status, 404)
  const { seq } = await say(ada, 'now we are alone')
  const other = await Line.open(url, ben)
  other.say({ type: 'subscribe', roomId, afterSeq: seq - 1 })
  await other.hears('message', ({ message }) => message.seq === seq)
  assert.ok(!line.heard.some((frame) => frame.type === 'message' && frame.message.seq === seq))
  await assert.rejects(call(eve.caller, listMessages, { params: { roomId }, query: {} }), { code: 'room_not_found' })
  for (const each of [line, other]) each.socket.close()
})

test('SEC-07: a session that is logged out is over at once, on every line and at every service', async () => {
  const phone = await logIn(url, 'ben')
  const line = await Line.open(url, phone)
  await call(phone.caller, logout, {})
  assert.equal((await line.closes()).code, CLOSE.sessionEnded)
  await assert.rejects(call(phone.caller, getMe, {}), { status: 401 })
  await assert.rejects(call(phone.caller, listRooms, { query: {} }), { status: 401 })
  await assert.rejects(call(phone.caller, logout, {}), { code: 'already_logged_out' })
  await assert.rejects(call(stranger(url), refresh, { body: { refreshToken: phone.refreshToken } }), {
    code: 'refresh_refused',
  })
  assert.equal((await call(ben.caller, getMe, {})).username, 'ben')
})

test('sessions are listed and ended one by one', async () => {
  const tablet = await logIn(url, 'ada')
  const { items } = await call(ada.caller, listSessions, {})
  const other = items.find(({ current }) => !current)
  assert.ok(items.some(({ current }) => current) && other)
  await call(ada.caller, endSession, { params: { sessionId: other.id } })
  await assert.rejects(call(tablet.caller, getMe, {}), { status: 401 })
})

test('SEC-08: a refresh token works once; used again it ends the session', async () => {
  const first = await logIn(url, 'ada')
  const next = await call(stranger(url), refresh, { body: { refreshToken: first.refreshToken } })
  const caller = { ...stranger(url), headers: { authorization: `Bearer ${next.accessToken}` } }
  assert.equal((await call(caller, getMe, {})).username, 'ada')
  await assert.rejects(call(stranger(url), refresh, { body: { refreshToken: first.refreshToken } }), {
    code: 'refresh_refused',
  })
  await assert.rejects(call(caller, getMe, {}), { status: 401 })
})

test('SEC-18: what is inner is not there from outside', async () => {
  for (const path of [
    '/internal/keys',
    '/api/v1/internal/keys',
    '/api/v1/internal/events',
    '/api/v1/../internal/keys',
    '/.git/config',
    '/.env',
    '/health/ready',
    '/metrics',
  ]) {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers: ada.caller.headers ?? {} })
    assert.ok([400, 404].includes(response.status), `${path} ${response.status}`)
  }
})
