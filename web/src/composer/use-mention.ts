import type { Profile, RoomId } from '@snug/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { membersQuery } from '../people/members.ts'
import { profileQuery } from '../people/people.ts'
import { useMe } from '../session/session.ts'
import { mentionAt, whoIsMeant, withMention } from './mention.ts'

/** The profiles of who is in a room. News of its members make it old with the list of them. */
const peopleQuery = (roomId: RoomId) =>
  queryOptions({
    queryKey: [...membersQuery(roomId).queryKey, 'people'],
    queryFn: async ({ client }) => {
      const members = await client.fetchQuery(membersQuery(roomId))
      const people = await Promise.all(members.map(({ profileId }) => client.fetchQuery(profileQuery(profileId))))
      return people.filter((person) => person !== null)
    },
  })

/** Where in the box something is marked, or written. */
interface Caret {
  start: number
  end: number
}

/** The names on offer while one is written behind an @, and what keys do with them. */
export function useMention(roomId: RoomId, text: string, write: (text: string, caret: number) => void) {
  const me = useMe()
  const [caret, setCaret] = useState<Caret>({ start: 0, end: 0 })
  const [closedAt, setClosedAt] = useState<number>()
  const [lit, setLit] = useState({ query: '', at: 0 })
  const mention = caret.start === caret.end ? mentionAt(text, caret.start) : undefined
  const isOpen = mention !== undefined && mention.from !== closedAt
  const { data: people = [] } = useQuery({ ...peopleQuery(roomId), enabled: isOpen })
  const others = isOpen ? people.filter(({ id }) => id !== me.id) : []
  const offered = mention ? whoIsMeant(others, mention.query) : []
  const at = lit.query === mention?.query ? Math.min(lit.at, offered.length - 1) : 0

  const choose = (person: Profile) => {
    if (!mention) return
    const next = withMention(text, mention, person.username)
    setCaret({ start: next.caret, end: next.caret })
    write(next.text, next.caret)
  }
  const look = ({ selectionStart: start, selectionEnd: end, value }: HTMLTextAreaElement) => {
    setCaret((now) => (now.start === start && now.end === end ? now : { start, end }))
    if (!mentionAt(value, start)) setClosedAt(undefined)
  }
  /** Whether the key was about the names. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const person = offered[at]
    if (!mention || !person || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setLit({ query: mention.query, at: (at + step + offered.length) % offered.length })
    else if (event.key === 'Escape') setClosedAt(mention.from)
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(person)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const close = () => setClosedAt(mention?.from)
  return { offered, at, choose, look, close, onKeyDown }
}
