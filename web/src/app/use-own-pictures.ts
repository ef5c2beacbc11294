import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { claimPictures } from '../session/kept-pictures.ts'
import { useMe } from '../session/session.ts'

/** Keeps in the browser only pictures that this person may see: none of whoever came before, none of a lost room. */
export function useOwnPictures(): void {
  const { id: me } = useMe()
  const { data: rooms } = useQuery(myRoomsQuery)
  useEffect(() => {
    if (rooms)
      void claimPictures(
        me,
        rooms.map(({ id }) => id),
      )
  }, [me, rooms])
}
