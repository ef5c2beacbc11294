import type { Feed, Store } from '@snug/client'
import { Problem, type Room, type Seq } from '@snug/contracts'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useHouse } from '../session/house.tsx'
import { useFreshFeed } from '../session/use-fresh-feed.ts'
import { loadNewer, loadOlder, loadPlace } from './pages.ts'
import { holds, type Place, placeLeft, placeToOpen } from './places.ts'

/** What is away for a moment is asked for so often before the person is. */
const TRIES = 2

/** The feed of a room, as far as it is read, and the ways to read more of it. */
export function useFeed({ id: roomId }: Room) {
  const { live, feeds } = useHouse()
  const store = feeds.of(roomId)
  const feed = useSyncExternalStore(store.subscribe, store.get)
  const older = useMutation({ mutationFn: () => loadOlder(feeds, roomId) })
  const newer = useMutation({ mutationFn: () => loadNewer(feeds, roomId) })
  useEffect(() => {
    for (const message of live.waiting(roomId)) feeds.apply(roomId, { type: 'queued', roomId, message })
  }, [live, feeds, roomId])
  useFreshFeed(roomId, feed)
  return { store, feed, older, newer }
}

export type Page = ReturnType<typeof useFeed>['older']

/** A message that the address names. */
export interface Named {
  seq: Seq
  /** Of the page: who comes back from what lay over the list is not taken there again, who goes there again is. */
  visit: string
}

/** Where the list is, or is going. */
export interface Stay {
  place: Place
  /** The message one went to gets the focus. */
  focus: boolean
  /** The list is drawn anew for each, for it shows another window. */
  visit: number
  /** Ways within the window. */
  step: number
}

/** Where the room is shown, and how to go elsewhere in it: within the window at once, else when what is there was read. */
export function useStay(room: Room, store: Store<Feed>, named: Named | undefined) {
  const house = useHouse()
  const [stay, setStay] = useState<Stay | undefined>(() => {
    const place = placeToOpen(room, named?.seq, placeLeft(store))
    return holds(store.get(), place) ? { place, focus: named !== undefined, visit: 0, step: 0 } : undefined
  })
  const { mutate, variables, error } = useMutation({
    mutationFn: ({ place }: Way) => loadPlace(house, room, place),
    retry: (failures, problem) => failures < TRIES && problem instanceof Problem && problem.status >= 500,
    onSuccess: (_, way) => setStay((now) => ({ ...way, visit: (now?.visit ?? 0) + 1, step: 0 })),
  })
  const goTo = (place: Place, focus = true) => {
    if (!holds(store.get(), place)) return mutate({ place, focus })
    setStay((now) => ({ place, focus, visit: now?.visit ?? 0, step: (now?.step ?? 0) + 1 }))
  }

  const been = useRef(new Set(stay && named ? [named.visit] : []))
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the room opens, and when the address names a message
  useEffect(() => {
    if (!stay) mutate({ place: placeToOpen(room, named?.seq, undefined), focus: named !== undefined })
    else if (named && !been.current.has(named.visit)) goTo({ kind: 'message', seq: named.seq })
    if (named) been.current.add(named.visit)
  }, [named])
  return { stay, error, goTo, retry: () => variables && mutate(variables) }
}

interface Way {
  place: Place
  focus: boolean
}
