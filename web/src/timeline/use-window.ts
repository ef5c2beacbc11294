import { type Feed, MOST_HELD } from '@snug/client'
import type { RoomId } from '@snug/contracts'
import { useEffect } from 'react'
import { useHouse } from '../session/house.tsx'
import type { Page } from './use-feed.ts'

/** Rows from an edge of the window at which what lies beyond it is asked for: a page is here before one comes to it. */
const NEAR_EDGE = 20

interface WindowNeeds {
  roomId: RoomId
  feed: Feed
  /** How many rows there are, and which are on the screen. */
  count: number
  first: number
  last: number
  older: Page
  newer: Page
}

/** Moves the window along with what is looked at. */
export function useWindow({ roomId, feed, count, first, last, older, newer }: WindowNeeds): void {
  const { feeds } = useHouse()
  useWanted(older, count > 0 && first < NEAR_EDGE && !feed.reachedStart)
  useWanted(newer, last > count - 1 - NEAR_EDGE && !feed.reachedEnd)

  const isTooLarge = feed.messages.length > MOST_HELD
  const keep = first + last > count ? 'end' : 'start'
  useEffect(() => {
    if (isTooLarge) feeds.apply(roomId, { type: 'trim', keep })
  }, [isTooLarge, keep, feeds, roomId])
}

/** Asks for a page as long as it is wanted. One that failed is asked for again by the person. */
function useWanted({ mutate, isIdle, isSuccess }: Page, isWanted: boolean): void {
  const asks = isWanted && (isIdle || isSuccess)
  useEffect(() => {
    if (asks) mutate()
  }, [asks, mutate])
}
