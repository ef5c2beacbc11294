import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import {
  API_PREFIX,
  attachPhotos,
  call,
  createLink,
  LINK_SECONDS,
  type Link,
  type LinkId,
  listLinks,
  MAX_LINKS,
  revokeLink,
} from '@snug/contracts'
import { forgetEndedLinks } from '../src/links/queries.ts'
import { Signer } from '../src/links/signing.ts'
import { inMessage, lake, type Person, startFile } from './support.ts'

const HOUR_MS = 60 * 60 * 1000

async function startWithPhoto(t: TestContext) {
  const file = await startFile(t)
  const [ada, ben] = [file.newPerson(), file.newPerson()]
  const photo = await ada.upload(await lake(600, 400).jpeg().toBuffer())
  await call(file.chatroom, attachPhotos, { body: { ...inMessage(file.room, ada), photoIds: [photo.id] } })
  const params = { photoId: photo.id }
  const link = ({ caller } = ada, variant: Link['variant'] = 'small') =>
    call(caller, createLink, { params, body: { variant, expiresIn: LINK_SECONDS.least } })
  const links = async ({ caller }: Person) => (await call(caller, listLinks, { params })).items
  const revoke = ({ caller }: Person, { id }: Link) => call(caller, revokeLink, { params: { ...params, linkId: id } })
  /** Follows an address as the gateway does for somebody without a session. */
  const follow = (url: string, extra = {}, method = 'GET') => {
    const { headers } = file.neighbours.caller(file.baseUrl, 'file')
    return fetch(`${file.baseUrl}${url.slice(API_PREFIX.length)}`, { method, headers: { ...headers, ...extra } })
  }
  return { ...file, ada, ben, photo, link, links, revoke, follow }
}

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

test('whoever has a link sees that one face of the picture, without a session', async (t) => {
  const { ada, photo, link, follow } = await startWithPhoto(t)
  const { url, variant, createdAt, expiresAt } = await link()
  assert.equal(variant, 'small')
  assert.ok(Math.abs(expiresAt.getTime() - createdAt.getTime() - HOUR_MS) < 1000)
  const response = await follow(url)
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), await ada.bytes(photo, 'small'))
  const says = ['content-type', 'cache-control', 'referrer-policy', 'x-content-type-options', 'content-security-policy']
  assert.deepEqual(
    [response.status, ...says.map((name) => response.headers.get(name))],
    [200, 'image/webp', 'private, no-cache', 'no-referrer', 'nosniff', "sandbox; default-src 'none'"],
  )
})

test('a link is asked for in parts, and not sent again to who has it', async (t) => {
  const { ada, photo, link, follow } = await startWithPhoto(t)
  const { url } = await link(ada, 'clean')
  const whole = await ada.bytes(photo, 'clean')
  const head = await follow(url, {}, 'HEAD')
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(whole.length)])
  const etag = head.headers.get('etag') ?? ''
  assert.equal((await follow(url, { 'if-none-match': etag })).status, 304)
  const part = await follow(url, { range: 'bytes=2-9' })
  assert.equal(part.status, 206)
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(2, 10))
})

test('SEC-16: a link that was changed in any way is refused', async (t) => {
  const { link, follow } = await startWithPhoto(t)
  const { url } = await link()
  const [path, token] = [url.slice(0, url.lastIndexOf('/') + 1), url.slice(url.lastIndexOf('/') + 1)]
  const changed = [...token].map((char, at) => `${token.slice(0, at)}${char === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`)
  const odd = [token.slice(0, -1), `${token}A`, `${token}=`, 'x', randomUUID(), `${token.slice(0, -1)}%20`]
  for (const other of [...changed, ...odd]) {
    const response = await follow(path + other)
    assert.deepEqual([response.status, await codeOf(response)], [403, 'link_refused'], other)
  }
  assert.equal((await follow(url, {}, 'POST')).status, 404)
})

test('SEC-12: only the owner of a picture makes, sees and ends links to it', async (t) => {
  const { ada, ben, newPerson, link, links, revoke, follow } = await startWithPhoto(t)
  const made = await link()
  for (const other of [ben, newPerson({ isMember: false })]) {
    await assert.rejects(link(other), { code: 'photo_not_found' })
    await assert.rejects(links(other), { code: 'photo_not_found' })
    await assert.rejects(revoke(other, made), { code: 'photo_not_found' })
  }
  const another = await ada.upload(await lake(60, 40).png().toBuffer())
  await call(ada.caller, revokeLink, { params: { photoId: another.id, linkId: made.id } })
  assert.deepEqual(await links(ada), [made])
  assert.equal((await follow(made.url)).status, 200)
})

test('SEC-28: the original leaves by no link, and no link lives shorter or longer than it may', async (t) => {
  const { ada, photo } = await startWithPhoto(t)
  const { least, most } = LINK_SECONDS
  for (const [variant, expiresIn] of [
    ['original', least],
    ['small', least - 1],
    ['small', most + 1],
    ['small', least + 0.5],
  ] as const) {
    const body = { variant: variant as 'small', expiresIn }
    await assert.rejects(call(ada.caller, createLink, { params: { photoId: photo.id }, body }), { status: 422 })
  }
})

test('SEC-16: a revoked link shows nothing from that moment on, not even to who has it already', async (t) => {
  const { ada, link, links, revoke, follow } = await startWithPhoto(t)
  const [first, second] = [await link(), await link(ada, 'large')]
  const etag = (await follow(first.url)).headers.get('etag') ?? ''
  assert.deepEqual(new Set((await links(ada)).map(({ url }) => url)), new Set([first.url, second.url]))
  await revoke(ada, first)
  await revoke(ada, first)
  for (const headers of [{}, { 'if-none-match': etag }]) {
    const response = await follow(first.url, headers)
    assert.deepEqual([response.status, response.headers.get('cache-control')], [410, 'no-store'])
    assert.equal(await codeOf(response), 'link_ended')
  }
  assert.equal((await follow(second.url)).status, 200)
  assert.deepEqual(await links(ada), [second])
})

test('SEC-16: links go with their picture', async (t) => {
  const { photo, db, link, follow } = await startWithPhoto(t)
  const { url } = await link()
  await db.deleteFrom('photos').where('id', '=', photo.id).execute()
  assert.equal((await follow(url)).status, 410)
  assert.deepEqual(await db.selectFrom('links').selectAll().execute(), [])
})

test('SEC-16: a link ends by itself, which its address says, and is forgotten', async (t) => {
  const { ada, photo, db, link, links, follow } = await startWithPhoto(t)
  const made = await link()
  const signer = await Signer.open(db)
  const token = signer.sign({ id: made.id, expiresAt: made.expiresAt })
  assert.ok(made.url.endsWith(token))
  const end = made.expiresAt.getTime()
  assert.equal(signer.read(token, end - 1), made.id)
  assert.throws(() => signer.read(token, end), { code: 'link_ended' })

  const past = new Date(Math.floor(Date.now() / 1000) * 1000)
  const old = { id: randomUUID() as LinkId, photoId: photo.id, variant: 'small' as const, createdAt: past }
  await db
    .insertInto('links')
    .values({ ...old, expiresAt: past })
    .execute()
  assert.equal((await follow(`${API_PREFIX}/links/${signer.sign({ id: old.id, expiresAt: past })}`)).status, 410)
  assert.deepEqual(await links(ada), [made])
  await forgetEndedLinks(db, new Date())
  assert.equal((await db.selectFrom('links').selectAll().execute()).length, 1)
  await forgetEndedLinks(db, made.expiresAt)
  assert.deepEqual(await db.selectFrom('links').selectAll().execute(), [])
})

test('a picture has so many links and no more, also when they are made at once', async (t) => {
  const { ada, link, links, revoke } = await startWithPhoto(t)
  const made = await Promise.allSettled(Array.from({ length: MAX_LINKS + 3 }, () => link()))
  const refused = made.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []))
  assert.deepEqual(refused, ['links_full', 'links_full', 'links_full'])
  const [first] = await links(ada)
  await revoke(ada, first as Link)
  await link()
  assert.equal((await links(ada)).length, MAX_LINKS)
})

test('SEC-06: starts at the same time agree on one key, which is 256 random bits and stays', async (t) => {
  const { db } = await startWithPhoto(t)
  await db.deleteFrom('linkKeys').execute()
  const signers = await Promise.all([Signer.open(db), Signer.open(db), Signer.open(db)])
  const link = { id: randomUUID() as LinkId, expiresAt: new Date(1_900_000_000_000) }
  const tokens = [...signers, await Signer.open(db)].map((signer) => signer.sign(link))
  assert.equal(new Set(tokens).size, 1)
  assert.equal((await db.selectFrom('linkKeys').selectAll().execute()).length, 1)
})
