import { type Dial, Feeds, Live, type LiveEvent } from '@snug/client'
import { API_PREFIX, getMe, LIVE_PROTOCOL, type ProfileId } from '@snug/contracts'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { api } from './api.ts'
import { leaveDatabase } from './database.ts'
import { keepFeed, openKeptFeeds } from './kept-feeds.ts'
import { forgetRoom } from './kept-rooms.ts'
import { outboxStore } from './outbox-store.ts'
import { keepRenewing } from './renewal.ts'
import { depart, onOtherPerson } from './tabs.ts'

interface House {
  live: Live
  feeds: Feeds
}

const Context = createContext<House | null>(null)

/** Reading what an earlier page saw takes no longer than this, in ms; then the page begins without. */
const OPEN_MS = 1_000

/** Opens the live line of the signed-in person, and keeps the feeds of the rooms. */
export function HouseProvider({ me, children }: { me: ProfileId; children: ReactNode }) {
  const [house] = useState(() => newHouse(me))
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const open = () => setOpen(true)
    const timer = setTimeout(open, OPEN_MS)
    void openKeptFeeds(me, house.feeds)
      .catch(() => {})
      .then(open)
    return () => clearTimeout(timer)
  }, [me, house])
  useEffect(() => stayInTouch(house), [house])
  useEffect(() => onOtherPerson(me, leave), [me])
  return isOpen && <Context value={house}>{children}</Context>
}

/** Nothing of one person is left on the screen when another tab is somebody else's. Who signed out keeps nothing either. */
function leave(who: ProfileId | null): void {
  if (!who) leaveDatabase()
  depart(who ? '/' : '/login') // where nobody is taken for who was kept, if the other tab is still emptying all
}

/** Keeps the line, as long as the returned function is not called. */
function stayInTouch({ live }: House): () => void {
  void live.start()
  const wake = () => {
    if (document.visibilityState !== 'visible') return
    live.wake()
    void live.takeUp()
  }
  const stopRenewing = keepRenewing(live.line)
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  return () => {
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
    stopRenewing()
    live.close()
  }
}

export function useHouse(): House {
  const house = useContext(Context)
  if (!house) throw new Error('Drawn outside of the house')
  return house
}

/** Calls `listener` for each event while the component is there. The listener should not change between renders. */
export function useLiveEvents(listener: (event: LiveEvent) => void): void {
  const { live } = useHouse()
  useEffect(() => live.on(listener), [live, listener])
}

/** The session may have run out: a call renews it, or learns that it is over. */
const dial: Dial = async (refused) => {
  if (refused) await api(getMe, {})
  return new WebSocket(`${location.origin.replace(/^http/, 'ws')}${API_PREFIX}/live`, LIVE_PROTOCOL)
}

function newHouse(me: ProfileId): House {
  const live = new Live({ me, outbox: outboxStore, dial })
  const feeds: Feeds = new Feeds((roomId) => keepFeed(me, roomId, feeds))
  live.on((event) => {
    const roomId = event.type === 'message' || event.type === 'message_edited' ? event.message.roomId : event.roomId
    if (event.type === 'room_left') {
      feeds.forget(roomId)
      forgetRoom(me, roomId)
    } else feeds.apply(roomId, event)
  })
  return { live, feeds }
}
