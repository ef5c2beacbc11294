import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The lake of `support.ts`, 66 x 50, with a profile of Display P3. sharp cannot write HEVC, so it lies here as a file:
 * `heif-enc -q 60` of libheif made it, with x265.
 */
export const lakeHeic = readFileSync(join(import.meta.dirname, 'lake.heic'))
