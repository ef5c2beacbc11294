import { useEffect } from 'react'
import { useHouse } from '../session/house.tsx'
import { claimPictures, forgetPictures } from '../session/kept-pictures.ts'
import { useMe } from '../session/session.ts'

/** Keeps in the browser only pictures that this person may see: none of whoever came before, none of a lost room. */
export function useOwnPictures(): void {
  const me = useMe()
  const { live } = useHouse()
  useEffect(() => void claimPictures(me.id), [me.id])
  useEffect(() => live.on(({ type }) => type === 'room_left' && void forgetPictures()), [live])
}
