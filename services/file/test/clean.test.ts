import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { cutGif } from '../src/darkroom/clean/gif.ts'
import { plainProfile } from '../src/darkroom/clean/icc.ts'
import { cutJpeg } from '../src/darkroom/clean/jpeg.ts'
import { cutPng } from '../src/darkroom/clean/png.ts'
import { cutWebp } from '../src/darkroom/clean/webp.ts'
import { strangersIn } from './containers.ts'
import { animation, chunk, lake, phonePhoto } from './support.ts'

const CUTTERS = { jpeg: cutJpeg, png: cutPng, webp: cutWebp, gif: cutGif } as const
type Format = keyof typeof CUTTERS
const SECRET = 'Secretphone'

test('SEC-28: only what makes the picture is cut out, whatever else there is', async () => {
  for (const [format, bytes] of await fullOfNotes()) {
    assert.ok(bytes.includes(SECRET), format)
    assert.notDeepEqual(strangersIn(format, bytes), [])
    const cut = Buffer.concat(CUTTERS[format](bytes))
    assert.deepEqual(strangersIn(format, cut), [], format)
    assert.ok(!cut.includes(SECRET), format)
    assert.ok((await pixelsOf(cut)).equals(await pixelsOf(bytes)), format)
    assert.deepEqual(Buffer.concat(CUTTERS[format](cut)), cut, 'and once more changes nothing')
  }
})

test('SEC-28: nothing lies behind the end of a picture', async () => {
  const tails = ['PK\x03\x04 a ZIP', '<script>alert(1)</script>', '\0\0\0\x18ftypmp42 the moment before']
  for (const format of ['jpeg', 'png', 'webp', 'gif'] as const)
    for (const tail of [...tails.map((text) => Buffer.from(text)), await lake().jpeg().toBuffer()]) {
      const picture = await lake()[format]().toBuffer()
      const [alone, polyglot] = [picture, Buffer.concat([picture, tail])].map((bytes) => CUTTERS[format](bytes))
      assert.deepEqual(Buffer.concat(polyglot as Buffer[]), Buffer.concat(alone as Buffer[]), format)
    }
})

test('SEC-28: a profile keeps its colours and loses the names', async () => {
  const wide = await lake().withIccProfile('p3').png().toBuffer()
  const { icc } = await sharp(wide).metadata()
  const told = withTag(icc as Buffer, 'mmod', Buffer.from(`mmod\0\0\0\0${SECRET} C02X0001`))
  told.write('APPL', 40)
  told.write('SECR', 48)
  const plain = plainProfile(told) as Buffer
  assert.ok(!/Secret|APPL|SECR|Apple|Display|mmod/.test(plain.toString('latin1')))
  assert.deepEqual(plain, plainProfile(icc as Buffer))
  const jpeg = await lake().jpeg().toBuffer()
  const [before, after] = [icc as Buffer, plain].map((profile) => pixelsOf(withProfile(jpeg, profile)))
  assert.ok((await before)?.equals(await (after as Promise<Buffer>)))
  assert.ok(!(await before)?.equals(await pixelsOf(jpeg)))
})

test('a profile that nobody can read goes, a bomb of one too, and the picture stays', async () => {
  const picture = await lake().png().toBuffer()
  const bomb = Buffer.concat([Buffer.from('icc\0\0'), deflateSync(Buffer.alloc(50 * 1024 * 1024))])
  for (const data of [Buffer.from('no end'), Buffer.from('icc\0\0no zlib'), bomb]) {
    const bytes = Buffer.concat([picture.subarray(0, 33), chunk('iCCP', data), picture.subarray(33)])
    assert.deepEqual(Buffer.concat(cutPng(bytes)), Buffer.concat(cutPng(picture)))
  }
  const jpeg = await lake().jpeg().toBuffer()
  const broken = withProfile(jpeg, Buffer.alloc(200, 'x'))
  assert.deepEqual(Buffer.concat(cutJpeg(broken)), Buffer.concat(cutJpeg(jpeg)))
})

test('SEC-31: what is cut off anywhere is a damaged picture, or one whose end was missing', async () => {
  for (const [format, bytes] of await fullOfNotes())
    for (let length = 0; length < bytes.length; length += 7) {
      const outcome = attempt(() => Buffer.concat(CUTTERS[format](bytes.subarray(0, length))))
      if (outcome instanceof Buffer) assert.deepEqual(strangersIn(format, outcome), [], `${format} of ${length}`)
      else assert.equal((outcome as { code?: string }).code, 'broken_photo', `${format} of ${length}: ${outcome}`)
    }
})

/** A picture of each format with all the notes that it can carry, and a tail. */
async function fullOfNotes(): Promise<[Format, Buffer][]> {
  const jpeg = await phonePhoto()
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + SECRET.length]), Buffer.from(SECRET)])
  const png = await lake(40, 30)
    .withExif({ IFD0: { Make: SECRET } })
    .png()
    .toBuffer()
  const text = chunk('tEXt', Buffer.from(`Comment\0${SECRET}`))
  const frames = sharp(await animation(3, 40, 30), { join: { animated: true } })
  const webp = await frames
    .clone()
    .withExif({ IFD0: { Make: SECRET } })
    .webp()
    .toBuffer()
  const gif = await frames.clone().gif().toBuffer()
  const gifNote = Buffer.concat([Buffer.from([0x21, 0xfe, SECRET.length]), Buffer.from(SECRET), Buffer.alloc(1)])
  const tail = Buffer.from(`${SECRET} behind`)
  return [
    ['jpeg', Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), tail])],
    ['png', Buffer.concat([png.subarray(0, 33), text, png.subarray(33), tail])],
    ['webp', Buffer.concat([webp, tail])],
    ['gif', Buffer.concat([gif.subarray(0, -1), gifNote, gif.subarray(-1)])],
  ]
}

const pixelsOf = (bytes: Buffer) => sharp(bytes, { animated: true }).raw().toBuffer()

function attempt(action: () => Buffer): Buffer | unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}

/** The profile with one more tag, at its end. */
function withTag(profile: Buffer, name: string, data: Buffer): Buffer {
  const count = profile.readUInt32BE(128)
  const tableEnd = 132 + 12 * count
  const table = Buffer.from(profile.subarray(132, tableEnd))
  for (let at = 0; at < table.length; at += 12) table.writeUInt32BE(table.readUInt32BE(at + 4) + 12, at + 4)
  const entry = Buffer.alloc(12)
  entry.write(name)
  entry.writeUInt32BE(profile.length + 12, 4)
  entry.writeUInt32BE(data.length, 8)
  const told = Buffer.concat([profile.subarray(0, 132), table, entry, profile.subarray(tableEnd), data])
  told.writeUInt32BE(count + 1, 128)
  told.writeUInt32BE(told.length, 0)
  return told
}

function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe2, 0, 0])
  head.writeUInt16BE(profile.length + 16, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from('ICC_PROFILE\0\x01\x01'), profile, jpeg.subarray(2)])
}
