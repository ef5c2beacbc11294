import { joinRoom, type Room } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../session/api.ts'

/** Joins a public room and goes there. */
export function useJoin(room: Room) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => api(joinRoom, { params: { roomId: room.id, profileId: 'me' } }),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['rooms'] }),
        queries.invalidateQueries({ queryKey: ['room', room.id] }),
      ])
      await navigate({ to: '/r/$roomId', params: { roomId: room.id } })
    },
  })
}
