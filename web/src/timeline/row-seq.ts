import type { Seq } from '@snug/contracts'
import { createContext } from 'react'

/** The number of the message that is drawn in here; none as long as it is not said. */
export const RowSeq = createContext<Seq | undefined>(undefined)
