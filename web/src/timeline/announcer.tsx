import type { LiveEvent } from '@snug/client'
import type { Message, RoomId } from '@snug/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { nameOf, profileQuery } from '../people/people.ts'
import { pictures } from '../posts/progress.ts'
import { useLiveEvents } from '../session/house.tsx'
import { useMe } from '../session/session.ts'

/** Reads out what the others say while one is in the room; history that loads is silent. */
export function Announcer({ roomId }: { roomId: RoomId }) {
  const me = useMe()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        if (event.type !== 'message' || event.message.roomId !== roomId || event.message.authorId === me.id) return
        const { message } = event
        queries
          .fetchQuery(profileQuery(message.authorId))
          .then((profile) => setWords(`${nameOf(profile)}: ${spoken(message)}`))
          .catch(() => setWords(spoken(message)))
      },
      [roomId, me.id, queries],
    ),
  )
  return (
    <div className="visually-hidden" aria-live="polite">
      {words}
    </div>
  )
}

function spoken({ text, photos }: Message): string {
  return [text, photos.length > 0 && pictures(photos.length)].filter(Boolean).join(', ')
}
