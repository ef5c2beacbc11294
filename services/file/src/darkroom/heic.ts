import { Problem } from '@snug/contracts'
import type { Libheif } from 'libheif-js/libheif-wasm/libheif-bundle.mjs'
import { MAX_PIXELS } from './limits.ts'

// HEVC is decoded by libheif as WebAssembly: what a crafted picture does to it stays within memory of its own.

/** Numbers of heif.h. */
const RGB = 1
const INTERLEAVED_RGB = 10
const INTERLEAVED_RGBA = 11
const INTERLEAVED = 10
const UNSUPPORTED = [3, 4]
/** Where a picture's pixels are in the limits of a context, and the primary colours in a description by numbers. */
const LIMITS_PIXELS_AT = 8
const NCLX_PRIMARIES_AT = 4
/** Of Display P3, by ISO 23091. */
const P3_PRIMARIES = 12

/** A place for an error (three words), and one for an answer. */
const ERROR_BYTES = 12
const ANSWER_BYTES = 4

export interface Pixels {
  /** In the decoder's memory: nothing else may be asked of it while they are needed. */
  data: Buffer
  width: number
  height: number
  channels: 3 | 4
}

/** The main picture of a HEIC file, upright: libheif turns and crops by the container's word, as Exif says once more. */
export class Heic {
  readonly width: number
  readonly height: number
  readonly #heif: Libheif
  readonly #error: number
  readonly #answer: number
  readonly #handle: number

  /**
   * Reads the header. libheif is loaded when first needed, and started anew for each picture, so that nothing of one person's
   * is in its memory when it opens another's.
   * @throws Problem broken_photo, unsupported_photo
   */
  static async open(bytes: Buffer): Promise<Heic> {
    const { default: start } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs')
    return new Heic(start({ print() {}, printErr() {} }), bytes)
  }

  private constructor(heif: Libheif, bytes: Buffer) {
    this.#heif = heif
    this.#error = heif._malloc(ERROR_BYTES)
    this.#answer = heif._malloc(ANSWER_BYTES)
    const context = heif._heif_context_alloc()
    this.#memory().setBigUint64(
      heif._heif_context_get_security_limits(context) + LIMITS_PIXELS_AT,
      BigInt(MAX_PIXELS),
      true,
    )
    const copy = heif._malloc(bytes.length)
    heif.HEAPU8.set(bytes, copy)
    this.#check(() => heif._heif_context_read_from_memory_without_copy(this.#error, context, copy, bytes.length, 0))
    this.#check(() => heif._heif_context_get_primary_image_handle(this.#error, context, this.#answer))
    this.#handle = this.#word(this.#answer)
    this.width = heif._heif_image_handle_get_width(this.#handle)
    this.height = heif._heif_image_handle_get_height(this.#handle)
  }

  /** An ICC profile if it has one, or the name of a well-known one. */
  profile(): Buffer | 'p3' | undefined {
    const heif = this.#heif
    const length = heif._heif_image_handle_get_raw_color_profile_size(this.#handle)
    if (length > 0) {
      const at = heif._malloc(length)
      this.#check(() => heif._heif_image_handle_get_raw_color_profile(this.#error, this.#handle, at))
      return Buffer.from(heif.HEAPU8.subarray(at, at + length))
    }
    heif._heif_image_handle_get_nclx_color_profile(this.#error, this.#handle, this.#answer)
    if (this.#word(this.#error) !== 0) return undefined
    return this.#word(this.#word(this.#answer) + NCLX_PRIMARIES_AT) === P3_PRIMARIES ? 'p3' : undefined
  }

  /** @throws Problem broken_photo, unsupported_photo */
  decode(): Pixels {
    const heif = this.#heif
    const isSeeThrough = heif._heif_image_handle_has_alpha_channel(this.#handle) !== 0
    const chroma = isSeeThrough ? INTERLEAVED_RGBA : INTERLEAVED_RGB
    this.#check(() => heif._heif_decode_image(this.#error, this.#handle, this.#answer, RGB, chroma, 0))
    const image = this.#word(this.#answer)
    const start = heif._heif_image_get_plane_readonly(image, INTERLEAVED, this.#answer)
    const stride = this.#word(this.#answer)
    const [width, height] = [heif._heif_image_get_primary_width(image), heif._heif_image_get_primary_height(image)]
    const channels = isSeeThrough ? 4 : 3
    return { data: packed(heif.HEAPU8, { start, stride, row: width * channels, height }), width, height, channels }
  }

  /** A call of libheif may trap, or find that the picture does not fit. */
  #check(call: () => void): void {
    try {
      call()
    } catch (cause) {
      throw new Problem('broken_photo', { cause })
    }
    const code = this.#word(this.#error)
    if (UNSUPPORTED.includes(code))
      throw new Problem('unsupported_photo', { detail: 'This HEIC is of a kind that Snug does not open.' })
    if (code !== 0) throw new Problem('broken_photo')
  }

  #memory(): DataView {
    return new DataView(this.#heif.HEAPU8.buffer)
  }

  #word(at: number): number {
    return this.#memory().getUint32(at, true)
  }
}

/** Moves the rows together, where they are: a second copy might not fit. */
function packed(heap: Uint8Array, rows: { start: number; stride: number; row: number; height: number }): Buffer {
  const { start, stride, row, height } = rows
  if (stride > row)
    for (let y = 1; y < height; y++) heap.copyWithin(start + y * row, start + y * stride, start + y * stride + row)
  return Buffer.from(heap.buffer, heap.byteOffset + start, row * height)
}
