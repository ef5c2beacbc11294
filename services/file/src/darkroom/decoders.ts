import sharp, { type SharpOptions } from 'sharp'
import { MAX_BASELINE_PIXELS } from './limits.ts'

// To be imported in a worker process and nowhere else: what is opened here was sent by a stranger.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((loader) => `VipsForeignLoad${loader}File`) })
sharp.cache(false)
sharp.concurrency(1) // a picture per core beats two cores per picture

/** An inspected upload: most kinds have stricter limits. */
export const UPLOAD: SharpOptions = { failOn: 'error', limitInputPixels: MAX_BASELINE_PIXELS.asIs }

/** sharp with the decoders that we accept, and no other. */
export { sharp }
