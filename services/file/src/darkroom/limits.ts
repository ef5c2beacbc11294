/** Width x height x frames, from the header, before a pixel is decoded (SEC-26). 200 MB of RGBA. */
export const MAX_PIXELS = 50_000_000
/** Decoders of these need several copies of the picture in memory; this keeps them below MAX_WORKER_BYTES. */
export const MAX_WEBP_PIXELS = { asIs: 40_000_000, turned: 12_000_000 }
export const MAX_AVIF_PIXELS = 18_000_000
/** PNG is read row by row too; one of 16 bits that is interlaced or must be turned is held whole, at twice the bytes. */
export const MAX_DEEP_PIXELS = 25_000_000
/** A baseline JPEG is read row by row, in memory for a few rows, unless it must be turned. Phones make 108 million pixels. */
export const MAX_BASELINE_PIXELS = { asIs: 120_000_000, turned: 80_000_000 }
/** Of a progressive one all coefficients are held, three bytes a pixel, and the turned picture beside them. */
export const MAX_PROGRESSIVE_PIXELS = { asIs: MAX_PIXELS, turned: 40_000_000 }
/** Of a HEIC in one piece the decoder holds many copies; of one in tiles, as phones write it, only ours is whole. */
export const MAX_HEIC_PIXELS = { whole: 24_000_000, tiled: MAX_PIXELS }
/** Every frame costs time of its own, however small it is. */
export const MAX_FRAMES = 1_000

/** Pictures above this many pixels are drawn alone, so that two never need their memory at once. */
export const HEAVY_PIXELS = 16_000_000
/** Resident bytes of one worker. The service and one worker at its bound stay around 512 MiB. */
export const MAX_WORKER_BYTES = 420 * 1024 * 1024
/** The signal that ends a worker which has grown beyond that, whatever it is busy with. */
export const TOO_LARGE = 'SIGUSR2'

/** What an operator may forbid beyond that. */
export interface Bounds {
  heic: boolean
  /** Of a picture, over all frames, in millions. */
  megapixels: number
  frames: number
}
