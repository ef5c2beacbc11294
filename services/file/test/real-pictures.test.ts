import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import exifr from 'exifr'
import sharp from 'sharp'
import { strangersIn } from './containers.ts'
import { startFile } from './support.ts'

// Pictures of real phones and cameras are not part of Snug. Where they lie beside it, all of them are tried.
const FOLDER = join(import.meta.dirname, '../../../../shared/pictures')
const KINDS = /\.(jpg|png|webp|gif|avif|heic)$/
const FACES = ['clean', 'large', 'medium', 'small', 'thumb'] as const
const CUT = /\.(jpg|png|webp|gif)$/
/** So differ two drawings of one picture, in mean steps of 255. */
const ALIKE = 12

const skip = existsSync(FOLDER) ? false : `there are no pictures in ${FOLDER}`

test('SEC-28: of real pictures nothing but the picture gets out, upright and in its colours', { skip }, async (t) => {
  const ada = await startAda(t)
  for (const name of readdirSync(FOLDER).filter((file) => KINDS.test(file))) {
    const upload = await readFile(join(FOLDER, name))
    const photo = await ada.upload(upload)
    assert.deepEqual(await ada.bytes(photo, 'original'), upload, name)
    const faces = await Promise.all(FACES.map(async (face) => ({ face, bytes: await ada.bytes(photo, face) })))
    for (const { face, bytes } of faces) {
      const { format, orientation, exif, xmp, iptc, comments } = await sharp(bytes).metadata()
      assert.deepEqual([orientation, exif, xmp, iptc, comments], Array(5).fill(undefined), `${name} ${face}`)
      assert.deepEqual(strangersIn(format, bytes), [], `${name} ${face}`)
      assert.deepEqual(await notesIn(bytes), {}, `${name} ${face}`)
      if (face !== 'thumb' && !name.endsWith('.heic'))
        assert.ok((await difference(upload, bytes)) < ALIKE, `${name} ${face} looks otherwise`)
    }
  }
})

test('the full face of a real JPEG, PNG or WebP has the pixels of the upload', { skip }, async (t) => {
  const ada = await startAda(t)
  for (const name of readdirSync(FOLDER).filter((file) => CUT.test(file))) {
    const upload = await readFile(join(FOLDER, name))
    if (((await sharp(upload).metadata()).orientation ?? 1) > 1) continue
    const clean = await ada.bytes(await ada.upload(upload), 'clean')
    for (const ignoreIcc of [true, false])
      assert.ok((await pixels(clean, ignoreIcc)).equals(await pixels(upload, ignoreIcc)), name)
  }
})

async function startAda(t: TestContext) {
  return (await startFile(t)).newPerson()
}

const pixels = (bytes: Buffer, ignoreIcc: boolean) => sharp(bytes, { ignoreIcc }).raw().toBuffer()

/** All that a reader of metadata finds, but for how JFIF and PNG begin, and colours without a name. */
async function notesIn(bytes: Buffer): Promise<Record<string, unknown>> {
  const everything = { tiff: true, ifd1: true, exif: true, gps: true, interop: true, xmp: true, iptc: true, icc: true }
  const options = { ...everything, jfif: true, ihdr: true, makerNote: true, userComment: true, mergeOutput: false }
  // It does not open WebP, of which `strangersIn` knows every part.
  const found = (await exifr.parse(bytes, options).catch(() => ({}))) ?? {}
  const { jfif, ihdr, icc = {}, ...others } = found
  const told = ['ProfileDescription', 'ProfileCopyright', 'DeviceManufacturer', 'DeviceModel', 'ProfileCreator']
  const names = told.flatMap((key) => icc[key] ?? []).filter((text: string) => text.replaceAll('\0', '').length > 1)
  return names.length > 0 ? { ...others, names } : others
}

/** Mean over a small drawing of both, as a viewer sees them. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const small = (bytes: Buffer) =>
    sharp(bytes).autoOrient().resize(32, 32, { fit: 'fill' }).flatten().toColourspace('srgb').raw().toBuffer()
  const [a, b] = [await small(one), await small(other)]
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length
}
