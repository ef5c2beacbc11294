import { MAX_PHOTOS, type RoomId } from '@snug/contracts'
import { type RefObject, useRef, useState } from 'react'
import { useDraft } from '../posts/desk.tsx'
import { withFiles } from '../posts/tray.ts'
import type { Dropped } from './dropped.ts'

/** Pictures that a tray holds: those of this message, and as many for the next. */
const MOST_IN_TRAY = 2 * MAX_PHOTOS

/** What did not come into the tray: files that were no pictures, and pictures beyond what it holds. */
export interface LeftOut {
  skipped: number
  tooMany: number
}

export interface Adding {
  add: (chosen: Dropped) => void
  /** Where the device is asked for pictures. */
  picker: RefObject<HTMLInputElement | null>
  /** Asks the device for pictures it has. */
  choose: () => void
  /** Asks it to take one. */
  photograph: () => void
  /** Of the last time; undefined when all of it came in, or it was read. */
  leftOut: LeftOut | undefined
  forget: () => void
}

/** The one way for pictures into the tray of a room, wherever they come from. */
export function useAdding(roomId: RoomId): Adding {
  const draft = useDraft(roomId)
  const [leftOut, setLeftOut] = useState<LeftOut>()
  const add = ({ files, skipped = 0 }: Dropped) => {
    const { tray } = draft.get()
    const fitting = files.slice(0, Math.max(0, MOST_IN_TRAY - tray.length))
    const tooMany = files.length - fitting.length
    if (fitting.length > 0) draft.set({ ...draft.get(), tray: withFiles(tray, fitting) })
    setLeftOut(skipped + tooMany > 0 ? { skipped, tooMany } : undefined)
  }
  const picker = useRef<HTMLInputElement>(null)
  const ask = (camera: boolean) => {
    if (!picker.current) return
    picker.current.multiple = !camera
    if (camera) picker.current.setAttribute('capture', 'environment')
    else picker.current.removeAttribute('capture')
    picker.current.click()
  }
  return {
    add,
    picker,
    choose: () => ask(false),
    photograph: () => ask(true),
    leftOut,
    forget: () => setLeftOut(undefined),
  }
}
