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

/** A description of how a picture is made of tiles, as far as we read it. */
const TILING_WORDS = 24
interface Tiling {
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  /** Greater than zero if the picture does not begin where its first tile does. */
  top: number
  left: number
}

export interface Pixels {
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
  readonly #isSeeThrough: boolean
  readonly #tiling: Tiling

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
    this.#isSeeThrough = heif._heif_image_handle_has_alpha_channel(this.#handle) !== 0
    this.#tiling = this.#readTiling()
  }

  /** Phones code a picture as a grid of small ones: decoded one by one, they need memory for one. */
  get isTiled(): boolean {
    return this.#tiling.columns * this.#tiling.rows > 1 && !this.#isSeeThrough
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
    if (this.isTiled) return { ...this.#decodeTiles(), channels: 3 }
    const heif = this.#heif
    const channels = this.#isSeeThrough ? 4 : 3
    const chroma = this.#isSeeThrough ? INTERLEAVED_RGBA : INTERLEAVED_RGB
    this.#check(() => heif._heif_decode_image(this.#error, this.#handle, this.#answer, RGB, chroma, 0))
    const { width, height, rowAt } = this.#decoded(channels)
    return { ...assembled(width, height, channels, (put) => put(0, 0, { width, height, rowAt })), channels }
  }

  #decodeTiles() {
    const { columns, rows, tileWidth, tileHeight } = this.#tiling
    // Turned, what the last tiles have too much may be before the first ones.
    const left = this.#tiling.left > 0 ? columns * tileWidth - this.width : 0
    const top = this.#tiling.top > 0 ? rows * tileHeight - this.height : 0
    return assembled(this.width, this.height, 3, (put) => {
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          this.#decodeTile(column, row)
          const tile = this.#decoded(3)
          put(column * tileWidth - left, row * tileHeight - top, tile)
          this.#heif._heif_image_release(tile.image)
        }
    })
  }

  #decodeTile(column: number, row: number): void {
    const [error, handle, answer] = [this.#error, this.#handle, this.#answer]
    this.#check(() =>
      this.#heif._heif_image_handle_decode_image_tile(error, handle, answer, RGB, INTERLEAVED_RGB, 0, column, row),
    )
  }

  /** What the last call decoded. */
  #decoded(channels: number) {
    const heif = this.#heif
    const image = this.#word(this.#answer)
    const start = heif._heif_image_get_plane_readonly(image, INTERLEAVED, this.#answer)
    const stride = this.#word(this.#answer)
    const [width, height] = [heif._heif_image_get_primary_width(image), heif._heif_image_get_primary_height(image)]
    const rowAt = (y: number) => heif.HEAPU8.subarray(start + y * stride, start + y * stride + width * channels)
    return { image, width, height, rowAt }
  }

  #readTiling(): Tiling {
    const at = this.#heif._malloc(TILING_WORDS * 4)
    this.#check(() => this.#heif._heif_image_handle_get_image_tiling(this.#error, this.#handle, 1, at))
    const words = Array.from({ length: TILING_WORDS }, (_, i) => this.#word(at + 4 * i))
    const [, columns = 1, rows = 1, tileWidth = 0, tileHeight = 0, , , top = 0, left = 0] = words
    return { columns, rows, tileWidth, tileHeight, top, left }
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

interface Part {
  width: number
  height: number
  rowAt(y: number): Uint8Array
}

/** A picture put together of parts, of which what lies outside is left out. */
function assembled(
  width: number,
  height: number,
  channels: number,
  fill: (put: (left: number, top: number, part: Part) => void) => void,
) {
  const data = Buffer.alloc(width * height * channels)
  fill((left, top, part) => {
    const [from, to] = [Math.max(0, -left), Math.min(part.width, width - left)]
    for (let y = Math.max(0, -top); y < Math.min(part.height, height - top) && from < to; y++)
      data.set(part.rowAt(y).subarray(from * channels, to * channels), ((top + y) * width + left + from) * channels)
  })
  return { data, width, height }
}
