import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, deletePhoto, describePhoto, MAX_PHOTO_BYTES, type PhotoId } from '@snug/contracts'
import { Upload } from 'tus-js-client'
import { filesIn, lake, phonePhoto, startFile } from './support.ts'
import { piece, reserveOne, settled, sha256, tus } from './tus-support.ts'

test('a picture comes in pieces, is asked how far it is, and is developed when all is there', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const bytes = await phonePhoto()
  const { photo, url } = await reserveOne(ada, room, bytes, {
    sha256: sha256(bytes),
    alt: 'the lake',
    width: 400,
    height: 300,
  })
  assert.equal(url, `/api/v1/uploads/${photo.id}`)
  assert.deepEqual([photo.state, photo.width, photo.height, photo.alt], ['pending', 400, 300, 'the lake'])

  const half = Math.floor(bytes.length / 2)
  const first = await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), new Uint8Array(bytes.subarray(0, half)))
  assert.deepEqual([first.status, first.headers.get('upload-offset')], [204, String(half)])
  const wrong = await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), new Uint8Array(bytes))
  assert.deepEqual([wrong.status, ((await wrong.json()) as { code: string }).code], [409, 'offset_conflict'])
  const asked = await tus(baseUrl, ada, 'HEAD', photo.id)
  assert.deepEqual(
    ['upload-offset', 'upload-length', 'cache-control'].map((name) => asked.headers.get(name)),
    [String(half), String(bytes.length), 'no-store'],
  )
  const last = await tus(baseUrl, ada, 'PATCH', photo.id, piece(half), new Uint8Array(bytes.subarray(half)))
  assert.deepEqual([last.status, last.headers.get('upload-offset')], [204, String(bytes.length)])

  const ready = await settled(ada, photo.id)
  assert.deepEqual([ready.state, ready.width, ready.height, ready.alt], ['ready', 800, 600, 'the lake'])
  assert.deepEqual(await ada.bytes(photo, 'original'), bytes)
  // Who did not hear the last answer asks, and learns that all is there.
  assert.equal((await tus(baseUrl, ada, 'HEAD', photo.id)).headers.get('upload-offset'), String(bytes.length))
  assert.ok(!(await filesIn(`${uploadsDir}/incoming`)).length)
})

test('an upload is created by the protocol alone, and a client of it brings the bytes', async (t) => {
  const { newPerson, baseUrl, room } = await startFile(t)
  const ada = newPerson()
  const bytes = await lake(2000, 1500).png({ compressionLevel: 0 }).toBuffer()
  const metadata = `roomId ${Buffer.from(room).toString('base64')},caption ${Buffer.from('Ende August').toString('base64')}`
  const created = await tus(baseUrl, ada, 'POST', '', {
    'upload-length': String(bytes.length),
    'upload-metadata': metadata,
  })
  assert.equal(created.status, 201)
  const id = created.headers.get('location')?.split('/').at(-1) as PhotoId
  await new Promise((resolve, reject) => {
    new Upload(bytes, {
      uploadUrl: `${baseUrl}/uploads/${id}`,
      headers: ada.caller.headers ?? {},
      chunkSize: 1_000_000,
      onError: reject,
      onSuccess: resolve,
    }).start()
  })
  assert.deepEqual([(await settled(ada, id)).caption, (await settled(ada, id)).state], ['Ende August', 'ready'])
})

test('what the protocol does not allow is refused as a problem, and nothing is created', async (t) => {
  const { newPerson, baseUrl, room, db } = await startFile(t)
  const ada = newPerson()
  const inRoom = (roomId: string) => ({ 'upload-metadata': `roomId ${Buffer.from(roomId).toString('base64')}` })
  const cases: [Record<string, string>, number][] = [
    [{ 'upload-length': '10' }, 422],
    [{ 'upload-length': '10', ...inRoom('nonsense') }, 422],
    [{ 'upload-length': '10', ...inRoom(crypto.randomUUID()) }, 404],
    [{ 'upload-length': '0', ...inRoom(room) }, 422],
    [{ 'upload-length': String(MAX_PHOTO_BYTES + 1), ...inRoom(room) }, 413],
    [{ 'upload-length': '-1', ...inRoom(room) }, 400],
    [{ 'upload-defer-length': '1', ...inRoom(room) }, 400],
    [{ 'upload-length': '10', 'tus-resumable': '0.2.0', ...inRoom(room) }, 412],
    [{ 'upload-length': '10', 'upload-metadata': `roomId ${btoa(room)},ownerId ${btoa(room)}` }, 422],
  ]
  for (const [headers, status] of cases) {
    const response = await tus(baseUrl, ada, 'POST', '', headers)
    assert.equal(response.status, status, JSON.stringify(headers))
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/)
  }
  assert.deepEqual(await db.selectFrom('uploads').selectAll().execute(), [])
})

test('SEC-12: nobody else learns of an upload, adds to it or gives it up', async (t) => {
  const { newPerson, baseUrl, room, db } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const bytes = await phonePhoto()
  const { photo } = await reserveOne(ada, room, bytes)
  for (const [method, headers, body] of [
    ['HEAD', {}],
    ['PATCH', piece(0), new Uint8Array(bytes)],
    ['DELETE', {}],
  ] as const)
    assert.equal((await tus(baseUrl, ben, method, photo.id, headers, body)).status, 404, method)
  await assert.rejects(call(ben.caller, describePhoto, { params: { photoId: photo.id } }), { code: 'photo_not_found' })
  await assert.rejects(call(ben.caller, deletePhoto, { params: { photoId: photo.id } }), { code: 'photo_not_found' })
  assert.equal((await db.selectFrom('uploads').selectAll().execute()).length, 1)
})

test('bytes that are not what was promised are refused, and may be sent again', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const bytes = await phonePhoto()
  const { photo } = await reserveOne(ada, room, bytes, { sha256: sha256(bytes) })
  const spoilt = Uint8Array.from(bytes, (byte, at) => (at === 1000 ? byte ^ 1 : byte))
  const refused = await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), spoilt)
  assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [422, 'upload_damaged'])
  assert.deepEqual(await filesIn(uploadsDir), [])
  assert.equal((await tus(baseUrl, ada, 'HEAD', photo.id)).headers.get('upload-offset'), '0')
  assert.equal((await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), new Uint8Array(bytes))).status, 204)
  assert.equal((await settled(ada, photo.id)).state, 'ready')
})

test('what is no picture fails in its place, and leaves no bytes', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir, db } = await startFile(t)
  const ada = newPerson()
  const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
  const { photo } = await reserveOne(ada, room, bytes)
  assert.equal((await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), new Uint8Array(bytes))).status, 204)
  const failed = await settled(ada, photo.id)
  assert.deepEqual([failed.state, failed.problem], ['failed', 'unsupported_photo'])
  assert.deepEqual(await filesIn(uploadsDir), [])
  assert.equal((await tus(baseUrl, ada, 'HEAD', photo.id)).headers.get('upload-offset'), '0')
  assert.deepEqual(await db.selectFrom('photos').selectAll().execute(), [])
})

test('REL-11: giving an upload up removes at once what had come', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir, db } = await startFile(t)
  const ada = newPerson()
  const bytes = await phonePhoto()
  const { photo } = await reserveOne(ada, room, bytes)
  await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), new Uint8Array(bytes.subarray(0, 1000)))
  assert.deepEqual(await filesIn(uploadsDir), ['original'])
  assert.equal((await tus(baseUrl, ada, 'DELETE', photo.id)).status, 204)
  assert.deepEqual(await filesIn(uploadsDir), [])
  assert.equal((await tus(baseUrl, ada, 'HEAD', photo.id)).status, 404)
  assert.deepEqual(await db.selectFrom('uploads').selectAll().execute(), [])
})

test('a piece that is longer than what is missing, or of another type, is refused in words', async (t) => {
  const { newPerson, baseUrl, room } = await startFile(t)
  const ada = newPerson()
  const bytes = await phonePhoto()
  const { photo } = await reserveOne(ada, room, bytes)
  const endless = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes.length))
      controller.enqueue(new Uint8Array(bytes.length))
      controller.close()
    },
  })
  const long = await fetch(`${baseUrl}/uploads/${photo.id}`, {
    method: 'PATCH',
    headers: { ...ada.caller.headers, 'tus-resumable': '1.0.0', ...piece(0) },
    body: endless,
    duplex: 'half',
  } as RequestInit)
  assert.deepEqual([long.status, long.headers.get('tus-resumable')], [413, '1.0.0'])
  const json = { 'upload-offset': '0', 'content-type': 'application/json' }
  assert.equal((await tus(baseUrl, ada, 'PATCH', photo.id, json, new Uint8Array(2))).status, 415)
})

test('nothing more, sent to a picture that is there, changes nothing', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const bytes = await phonePhoto()
  const { photo } = await reserveOne(ada, room, bytes)
  await tus(baseUrl, ada, 'PATCH', photo.id, piece(0), new Uint8Array(bytes))
  await settled(ada, photo.id)
  assert.equal((await tus(baseUrl, ada, 'PATCH', photo.id, piece(bytes.length), new Uint8Array())).status, 204)
  assert.deepEqual(await filesIn(`${uploadsDir}/incoming`), [])
})
