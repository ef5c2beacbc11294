import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { MAX_PHOTO_BYTES } from '@snug/contracts'
import { dataUrl, filesIn, lake, phonePhoto, startFile } from './support.ts'

test('a picture comes as JSON and is described to who sent it', async (t) => {
  const { newPerson, room } = await startFile(t)
  const jpeg = await lake(1200, 900).jpeg().toBuffer()
  const photo = await newPerson().upload(jpeg, { alt: 'the lake' })
  const { width, height, animated, alt, type, bytes, roomId } = photo
  assert.deepEqual(
    { width, height, animated, alt, type, bytes, roomId },
    {
      width: 1200,
      height: 900,
      animated: false,
      alt: 'the lake',
      type: 'image/jpeg',
      bytes: jpeg.length,
      roomId: room,
    },
  )
  assert.ok(photo.thumbhash.length > 8)
})

test('several pictures come as a form, each with the description before it', async (t) => {
  const { newPerson } = await startFile(t)
  const form = new FormData()
  form.append('alt', 'first')
  form.append('file', new Blob([new Uint8Array(await lake(100, 80).png().toBuffer())]), '../../etc/passwd')
  form.append('file', new Blob([new Uint8Array(await lake(90, 60).jpeg().toBuffer())]), 'b.svg')
  const response = await newPerson().post(form)
  assert.equal(response.status, 201)
  const { photos } = (await response.json()) as { photos: { type: string; alt: string; width: number }[] }
  assert.deepEqual(
    photos.map(({ type, alt, width }) => [type, alt, width]),
    [
      ['image/png', 'first', 100],
      ['image/jpeg', '', 90],
    ],
  )
})

test('SEC-12: a stranger cannot upload into a room, nor tell it from a missing one', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  await assert.rejects(newPerson({ isMember: false }).upload(await phonePhoto()), { code: 'room_not_found' })
  assert.deepEqual(await filesIn(uploadsDir), [])
})

test('SEC-26: a picture of more than 25 MiB is too large, in JSON and in a form', async (t) => {
  const { newPerson, uploadsDir, db } = await startFile(t)
  const ada = newPerson()
  const large = Buffer.alloc(MAX_PHOTO_BYTES + 1)
  const larger = Buffer.alloc(MAX_PHOTO_BYTES + 1024 * 1024)
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await phonePhoto())]))
  form.append('file', new Blob([large]))
  const inJson = (bytes: Buffer) => ada.post(JSON.stringify({ dataUrl: dataUrl(bytes) }), json)
  for (const response of [await ada.post(form), await inJson(large), await inJson(larger)]) {
    assert.equal(response.status, 413)
    assert.equal(((await response.json()) as { code: string }).code, 'photo_too_large')
  }
  assert.deepEqual(await filesIn(uploadsDir), [])
  assert.deepEqual(await db.selectFrom('photos').selectAll().execute(), [])
})

test('SEC-20: a JSON body beyond the limit is refused without reading it all, though nobody said its length', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const megabyte = new Uint8Array(1024 * 1024).fill(0x41)
  let sent = 0
  const long = new ReadableStream({
    pull: (controller) => (sent++ < 500 ? controller.enqueue(megabyte) : controller.close()),
  })
  // The connection is closed under a sender who goes on, and then the answer may be lost on its way.
  const response = await ada.post(long, json, { duplex: 'half' } as RequestInit).catch(() => undefined)
  if (response) assert.equal(response.status, 413)
  assert.ok(sent < 500)
  await ada.upload(await phonePhoto())
})

test('SEC-20: after a form was refused, its connection is good for the next request', async (t) => {
  const { newPerson, baseUrl, room } = await startFile(t)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  const { headers = {} } = newPerson().caller
  const ask = (path: string, method: string, type: string, body: Buffer) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { agent, method, headers: { ...headers, 'content-type': type } }
      request(`${baseUrl}${path}`, options, (response) => {
        response.resume().once('end', () => resolve(response.statusCode))
      })
        .once('error', reject)
        .end(body)
    })
  const field = 'Content-Disposition: form-data; name='
  const form = Buffer.concat([
    Buffer.from(`--x\r\n${field}"owner"\r\n\r\nme\r\n--x\r\n${field}"f"; filename="f"\r\n\r\n`),
    Buffer.alloc(5_000_000),
    Buffer.from('\r\n--x--\r\n'),
  ])
  assert.equal(await ask(`/rooms/${room}/photos`, 'POST', 'multipart/form-data; boundary=x', form), 422)
  assert.equal(await ask('/health/live', 'GET', 'text/plain', Buffer.alloc(0)), 200)
})

test('forms with too many pictures, unknown fields, no file or no sense are refused and leave nothing', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const picture = new Blob([new Uint8Array(await lake(40, 30).png().toBuffer())])
  const many = new FormData()
  for (let i = 0; i < 11; i++) many.append('file', picture)
  const unknown = new FormData()
  unknown.append('file', picture)
  unknown.append('owner', 'me')
  const empty = new FormData()
  empty.append('alt', 'nothing follows')
  const cases: [BodyInit, Record<string, string>, number][] = [
    [many, {}, 413],
    [unknown, {}, 422],
    [empty, {}, 422],
    ['--x\r\nnonsense', { 'content-type': 'multipart/form-data; boundary=x' }, 400],
    ['nonsense', { 'content-type': 'multipart/form-data' }, 400],
    [
      `--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\ncut`,
      { 'content-type': 'multipart/form-data; boundary=x' },
      400,
    ],
  ]
  for (const [body, headers, status] of cases) {
    const response = await ada.post(body, headers)
    assert.equal(response.status, status, await response.text())
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/)
  }
  assert.deepEqual(await filesIn(uploadsDir), [])
})

test('SEC-27: a malformed data URL is refused, whatever its length', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const megabytes = 'A'.repeat(8 * 1024 * 1024)
  for (const bad of [
    'data:',
    'data:image/png',
    `data:${megabytes}`,
    'data:image/png,AAAA',
    'data:image/png;base64',
    'data:;base64,A',
    'data:;base64,A===',
    `data:;base64,${megabytes}!`,
    'data:;base64,AA AA',
    'data:;base64,AA\\/A',
    `data:;base64,${megabytes}=${megabytes}`,
    `data:;base64,${megabytes}é`,
    `${megabytes};base64,AAAA`,
    'http://example.org/a.png',
    ';base64,AAAA',
  ]) {
    const response = await ada.post(JSON.stringify({ dataUrl: bad }), json)
    assert.equal(response.status, 422, bad.slice(0, 40))
  }
  const escaped = (dataUrl: string) => ada.post(`{"dataUrl":"data:;base64,${dataUrl}"}`, json)
  for (const bad of [
    `${megabytes}\\n`,
    `${megabytes}\\"`,
    `${megabytes}\\u0041`,
    `${megabytes}\\\\/`,
    `\\${'/'.repeat(9)}${megabytes}\\x`,
  ])
    assert.equal((await escaped(bad)).status, 422, bad.slice(-9))
  assert.equal((await ada.post(Buffer.from(`{"dataUrl":"${megabytes}\xff"}`, 'latin1') as never, json)).status, 400)
  assert.deepEqual(await filesIn(uploadsDir), [])
})

test('base64 is decoded to the byte, however long it is and whether its slashes are escaped or not', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const png = await lake(40, 30).png().toBuffer()
  for (const more of [0, 1, 2, 3, 49_151, 98_304, 98_305, 1_000_000]) {
    const picture = Buffer.concat([png, Buffer.alloc(more, 0xff)]) // which base64 writes as slashes
    for (const slash of ['/', '\\/']) {
      const body = `{"dataUrl":"${dataUrl(picture, 'image/png').replaceAll('/', slash)}"}`
      const response = await ada.post(body, json)
      assert.equal(response.status, 201, `${more} ${slash}`)
      const { photos } = (await response.json()) as { photos: [{ id: string }] }
      assert.deepEqual(await ada.bytes(photos[0], 'original'), picture)
    }
  }
})

test('SEC-14: unknown fields and wrong types are refused', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const good = dataUrl(await lake(40, 30).png().toBuffer())
  for (const body of [
    {},
    { dataUrl: 7 },
    { dataUrl: good, ownerId: 'x' },
    { dataUrl: good, alt: 'x'.repeat(1001) },
    { dataUrl: good, alt: 'a\0' },
    { dataUrl: good, alt: good.padEnd(100_000, 'A') },
    { dataUrl: good, [good.padEnd(100_000, 'A')]: good },
    { dataUrl: [good.padEnd(100_000, 'A')] },
    [],
  ])
    assert.equal((await ada.post(JSON.stringify(body), json)).status, 422)
  assert.equal((await ada.post('', json)).status, 422)
  assert.equal((await ada.post('{', json)).status, 400)
  assert.equal((await ada.post('<a/>', { 'content-type': 'text/xml' })).status, 415)
})

test('REL-11: an upload that breaks off leaves nothing', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir } = await startFile(t)
  const { headers = {} } = newPerson().caller
  const { port } = new URL(baseUrl)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  const head = Object.entries({
    ...headers,
    host: 'file',
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': '9000000',
  })
  socket.write(`POST /rooms/${room}/photos HTTP/1.1\r\n${head.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`)
  socket.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n')
  socket.write(await phonePhoto())
  for (let tries = 0; tries < 200 && (await filesIn(uploadsDir)).length === 0; tries++) await sleep(10)
  assert.deepEqual(await filesIn(uploadsDir), ['original'])
  socket.destroy()
  await sleep(300)
  assert.deepEqual(await readdir(`${uploadsDir}/incoming`), [])
})

test('SEC-32: who leaves while still asked about takes no place from others', async (t) => {
  const { newPerson, baseUrl, room } = await startFile(t, { UPLOADS_AT_ONCE: 1 })
  const ada = newPerson()
  const head = Object.entries({ ...ada.caller.headers, host: 'file', 'content-length': '900' })
  for (const type of ['multipart/form-data; boundary=x', 'application/json']) {
    const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1')
    const lines = [...head, ['content-type', type]].map((pair) => pair.join(': '))
    socket.write(`POST /rooms/${room}/photos HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, () => socket.destroy())
    await once(socket, 'close')
    await sleep(200)
  }
  await ada.upload(await phonePhoto())
})

test('a form may take its time to arrive, and no more than that', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t, { RECEIVE_SECONDS: 2 })
  const picture = await phonePhoto()
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
  async function* pieces(pauseMs: number) {
    yield Buffer.from(head)
    yield picture.subarray(0, 1000)
    await sleep(pauseMs)
    yield picture.subarray(1000)
    yield Buffer.from('\r\n--x--\r\n')
  }
  const send = (pauseMs: number) => {
    const body = Readable.from(pieces(pauseMs)) as never
    return newPerson().post(body, { 'content-type': 'Multipart/Form-Data; boundary=x' }, {
      duplex: 'half',
    } as RequestInit)
  }
  assert.equal((await send(200)).status, 201)
  await assert.rejects(send(10_000))
  await sleep(300)
  assert.deepEqual(await readdir(`${uploadsDir}/incoming`), [])
})

test('SEC-32: nobody keeps more pictures or bytes than they may', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t, { PHOTO_QUOTA: 2, PHOTO_QUOTA_BYTES: 10_000 })
  const [ada, ben] = [newPerson(), newPerson()]
  const small = await lake(40, 30).png().toBuffer()
  await ada.upload(small)
  await ada.upload(small)
  await assert.rejects(ada.upload(small), { code: 'quota_reached', status: 507 })
  await assert.rejects(ben.upload(await lake(4000, 2000).jpeg().toBuffer()), { code: 'quota_reached' })
  await ben.upload(small)
  assert.deepEqual(await readdir(`${uploadsDir}/incoming`), [])
})

test('SEC-32: somebody with too many uploads under way is asked to wait, others are not', async (t) => {
  const { newPerson } = await startFile(t, { UPLOADS_AT_ONCE_EACH: 2 })
  const [ada, ben] = [newPerson(), newPerson()]
  const picture = await phonePhoto()
  const tries = await Promise.allSettled([...Array.from({ length: 6 }, () => ada.upload(picture)), ben.upload(picture)])
  const codes = tries.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'taken'))
  assert.equal(codes.filter((code) => code === 'taken').length, 3, String(codes))
  assert.equal(codes.filter((code) => code === 'too_many_requests').length, 4, String(codes))
  assert.equal(codes.at(-1), 'taken')
  await ada.upload(picture)
})

const json = { 'content-type': 'application/json' }
