import { createContext, useContext } from 'react'

/**
 * Whether Tab stops at the controls drawn in here. Of a list that one walks through by arrows only one row has them on the
 * way, or whoever wants to go on would press Tab through all the rows.
 */
export const TabStop = createContext(true)

export const useTabIndex = (): 0 | -1 => (useContext(TabStop) ? 0 : -1)
