import { resolve } from 'node:path'
import { DatabaseConfig } from '@snug/service-kit'
import { z } from 'zod'

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

export const Config = DatabaseConfig.safeExtend({
  /** The folder of the pictures. It must be one file system, for pictures are put in place by renaming. */
  UPLOADS_DIR: z
    .string()
    .min(1)
    .transform((path) => resolve(path)),
  /** Bytes of uploads that one person may keep. */
  PHOTO_QUOTA_BYTES: count(0, Number.MAX_SAFE_INTEGER).default(10 * 1024 ** 3),
  /** Pictures that one person may keep. */
  PHOTO_QUOTA: count(0, 10_000_000).default(20_000),
  /** Bytes of uploads, and pictures, that a room may keep, whoever sent them. */
  ROOM_PHOTO_QUOTA_BYTES: count(0, Number.MAX_SAFE_INTEGER).default(100 * 1024 ** 3),
  ROOM_PHOTO_QUOTA: count(0, 10_000_000).default(100_000),
  /** Whether uploads are kept as they came, for their owners. `off` counts from then on. */
  KEEP_ORIGINALS: z.enum(['on', 'off']).default('on'),
  /** Uploads under way at once; the next is refused (503). */
  UPLOADS_AT_ONCE: count(1, 1_000).default(24),
  /** Uploads that one person may have under way; the next is refused (429). */
  UPLOADS_AT_ONCE_EACH: count(1, 1_000).default(10),
  /** Seconds that a form of pictures may take to arrive; the gateway sees to its pace. */
  RECEIVE_SECONDS: count(1, 86_400).default(900),
  /** Pictures drawn at once, each in a process. */
  DEVELOP_WORKERS: count(1, 32).default(2),
  /** Seconds of a core; a picture that takes more is refused (422). An animation may take twice as much. */
  DEVELOP_SECONDS: count(1, 600).default(10),
  /** Millions of pixels of a picture, over all its frames; some kinds have less, for their decoders need more memory. */
  DEVELOP_MEGAPIXELS: count(1, 120).default(120),
  /** Frames of an animation. */
  DEVELOP_FRAMES: count(1, 1_000).default(1_000),
  /** Whether phones' HEIC is opened: who hands Snug on may have to ask who holds patents on HEVC. */
  HEIC: z.enum(['on', 'off']).default('on'),
})
export type Config = z.infer<typeof Config>
