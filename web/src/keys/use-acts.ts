import { useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { useMarkRead } from '../rooms/use-mark-read.ts'
import { useOverlay } from '../ui/overlay.ts'
import { roomBeside } from './beside.ts'
import { walkRegions } from './regions.ts'
import type { Act } from './table.ts'

interface Acts {
  /** Each says `false` when there is nothing to do, and the key is left to the browser. */
  acts: Record<Act, () => unknown>
  /** Closes what is open beside the time line. @returns whether there was something */
  closePanel: () => boolean
}

/** What the keys do here and now. */
export function useActs(): Acts {
  const router = useRouter()
  const queries = useQueryClient()
  const { roomId } = useParams({ strict: false })
  const markRead = useMarkRead()
  const [, setGoing] = useOverlay('goTo')
  const [, setKeysShown] = useOverlay('keys')
  const [panelShown, setPanelShown] = useOverlay('members')
  return useMemo(() => {
    const roomNow = () => queries.getQueryData(myRoomsQuery.queryKey)?.find(({ id }) => id === roomId)
    const goToRoom = (by: 1 | -1, onlyUnread?: boolean) => {
      const room = roomBeside(queries.getQueryData(myRoomsQuery.queryKey) ?? [], roomId, by, onlyUnread)
      return room && router.navigate({ to: '/r/$roomId', params: { roomId: room.id } })
    }
    const closePanel = () => {
      if (panelShown) setPanelShown(false)
      return panelShown
    }
    const closeOrRead = () => {
      const room = roomNow()
      if (closePanel()) return true
      if (room) markRead(room)
      return room !== undefined
    }
    const acts = {
      goTo: () => setGoing(true),
      nextRoom: () => goToRoom(1),
      roomBefore: () => goToRoom(-1),
      nextUnread: () => goToRoom(1, true),
      unreadBefore: () => goToRoom(-1, true),
      nextRegion: () => walkRegions(1),
      regionBefore: () => walkRegions(-1),
      home: () => router.navigate({ to: '/' }),
      wall: () => roomId !== undefined && router.history.push(`/r/${roomId}/wall`),
      sheet: () => setKeysShown(true),
      escape: closeOrRead,
    }
    return { acts, closePanel }
  }, [router, queries, roomId, markRead, setGoing, setKeysShown, panelShown, setPanelShown])
}
