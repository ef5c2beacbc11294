import type { Crop } from '@snug/contracts'

/** The square that was asked for, moved and made smaller until it lies within the picture; the middle if none was. */
export function squareOf({ width, height }: { width: number; height: number }, crop: Crop | undefined): Crop {
  const side = Math.min(crop?.side ?? width, width, height)
  const { x, y } = crop ?? { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2) }
  return { x: Math.min(x, width - side), y: Math.min(y, height - side), side }
}
