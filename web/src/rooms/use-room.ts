import type { Room, RoomId } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { myRoomsQuery, roomQuery } from './rooms.ts'

/** My list of rooms knows best, for news keep it fresh; a room that is not in it is asked for. */
export function useRoom(roomId: RoomId): { room: Room | undefined; error: unknown; retry: () => void } {
  const mine = useQuery(myRoomsQuery)
  const listed = mine.data?.find((room) => room.id === roomId)
  const asked = useQuery({ ...roomQuery(roomId), enabled: !mine.isPending && !listed })
  return { room: listed ?? asked.data, error: asked.error, retry: () => void asked.refetch() }
}
