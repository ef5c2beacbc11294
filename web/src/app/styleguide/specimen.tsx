import type { Problem } from '@snug/contracts'
import type { ReactNode } from 'react'
import type { Prime } from './world.tsx'

/** A component in one of its states. */
export interface Specimen {
  /** "Avatar: a picture". Unique in its chapter. */
  name: string
  draw: ReactNode
  /** The address that it is drawn at. */
  at?: string
  prime?: Prime
  /**
   * Drawn in a window of its own, as it lies over a screen, asks the house, or asks how wide the screen is: so many px high.
   * `wide` windows are a desk, the others a phone.
   */
  frame?: number
  wide?: true
  /** A part of a screen, which has no edge of its own. */
  inset?: boolean
  /** What the house says to every call. Nothing, ever, when left out. */
  answer?: Problem | object
  /** What somebody does first. */
  act?: () => Promise<void>
}

/** What a folder of src has to show. */
export interface Chapter {
  folder: string
  specimens: readonly Specimen[]
}

export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Several in a line. */
export function Line({ children }: { children: ReactNode }) {
  return <div className="styleguide-line">{children}</div>
}

/** For whatever is asked to happen here: nothing does. */
export const nothing = (): void => {}
