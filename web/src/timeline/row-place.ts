import type { Seq } from '@snug/contracts'
import { createContext } from 'react'

interface RowPlace {
  /** None as long as it is not said. */
  seq: Seq | undefined
  /** The Tab key stops at this row of the list, and at no other. */
  isStop: boolean
}

/** What an article in the time line knows of its row. */
export const RowPlace = createContext<RowPlace>({ seq: undefined, isStop: false })
