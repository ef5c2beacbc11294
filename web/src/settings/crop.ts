import type { Crop } from '@snug/contracts'

/** Px of an upright picture. */
export interface Size {
  width: number
  height: number
}

/** Parts of a hundred, as the cropper draws a cut. */
export interface Percents {
  x: number
  y: number
  width: number
  height: number
}

/** A smaller cut would be larger on the screen than in the picture. */
const LEAST_SIDE = 96
/** What a press of a button moves a cut by, as a part of its side. */
const STEP = 0.1

export const mostSide = ({ width, height }: Size): number => Math.min(width, height)
export const leastSide = (size: Size): number => Math.min(LEAST_SIDE, mostSide(size))

const fittedSide = (side: number, size: Size) => Math.round(Math.min(Math.max(side, leastSide(size)), mostSide(size)))

/** Whole px, within the picture. */
function fitted({ x, y, side }: Crop, size: Size): Crop {
  const whole = fittedSide(side, size)
  const within = (start: number, length: number) => Math.round(Math.min(Math.max(start, 0), length - whole))
  return { x: within(x, size.width), y: within(y, size.height), side: whole }
}

/** The largest cut, in the middle. */
export function middle(size: Size): Crop {
  const side = mostSide(size)
  return fitted({ x: (size.width - side) / 2, y: (size.height - side) / 2, side }, size)
}

/** Larger or smaller, about the same middle. */
export function resized({ x, y, side }: Crop, wanted: number, size: Size): Crop {
  const other = fittedSide(wanted, size)
  return fitted({ x: x + (side - other) / 2, y: y + (side - other) / 2, side: other }, size)
}

/** @param across, down steps */
export function moved({ x, y, side }: Crop, across: number, down: number, size: Size): Crop {
  return fitted({ x: x + across * STEP * side, y: y + down * STEP * side, side }, size)
}

export function percentsOf({ x, y, side }: Crop, { width, height }: Size): Percents {
  const of = (part: number, whole: number) => (part / whole) * 100
  return { x: of(x, width), y: of(y, height), width: of(side, width), height: of(side, height) }
}

export function cropOf({ x, y, width }: Percents, size: Size): Crop {
  const side = (width / 100) * size.width
  return fitted({ x: (x / 100) * size.width, y: (y / 100) * size.height, side }, size)
}
