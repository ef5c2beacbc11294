import type { LiveEvent } from '@snug/client'
import { type Dial, Feeds, Live } from '@snug/client'
import { API_PREFIX, getMe, LIVE_PROTOCOL, type ProfileId } from '@snug/contracts'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { api } from './api.ts'
import { outboxStore } from './outbox-store.ts'
import { keepRenewing } from './renewal.ts'

interface House {
  live: Live
  feeds: Feeds
}

const Context = createContext<House | null>(null)

/** Opens the live line of the signed-in person, and keeps the feeds of the rooms. */
export function HouseProvider({ me, children }: { me: ProfileId; children: ReactNode }) {
  const [house] = useState(() => newHouse(me))
  useEffect(() => {
    const { live } = house
    const wake = () => document.visibilityState === 'visible' && live.wake()
    void live.start()
    const stopRenewing = keepRenewing()
    window.addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      stopRenewing()
      live.close()
    }
  }, [house])
  return <Context value={house}>{children}</Context>
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
  const feeds = new Feeds()
  live.on((event) => {
    const roomId = event.type === 'message' || event.type === 'message_edited' ? event.message.roomId : event.roomId
    if (event.type === 'room_left') feeds.forget(roomId)
    else feeds.apply(roomId, event)
  })
  return { live, feeds }
}
