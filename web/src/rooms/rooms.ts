import { getRoom, listRooms, type RoomId } from '@snug/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../session/api.ts'

/** My rooms, the liveliest first. News keeps them fresh, see `afterNews`. */
export const myRoomsQuery = queryOptions({
  queryKey: ['rooms', 'mine'],
  queryFn: async () => (await api(listRooms, { query: { scope: 'mine' } })).items,
})

export const publicRoomsQuery = queryOptions({
  queryKey: ['rooms', 'public'],
  queryFn: async () => (await api(listRooms, { query: { scope: 'public' } })).items,
})

export const roomQuery = (roomId: RoomId) =>
  queryOptions({ queryKey: ['room', roomId], queryFn: () => api(getRoom, { params: { roomId } }) })
