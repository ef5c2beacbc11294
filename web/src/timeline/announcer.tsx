import type { LiveEvent } from '@snug/client'
import type { Message, RoomId } from '@snug/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { nameOf, profileQuery } from '../people/people.ts'
import { pictures } from '../posts/progress.ts'
import { useLiveEvents } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { t } from '../words/words.ts'

/** What comes within this time, as all that was missed does when the line is back, is told together. */
const TOGETHER_MS = 700

/** Reads out what the others say while one is in the room, each once; history that loads is silent. */
export function Announcer({ roomId }: { roomId: RoomId }) {
  const me = useMe()
  const sentence = useSentence()
  const [told, setTold] = useState({ words: '', times: 0 })
  const waiting = useRef<Message[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        if (event.type !== 'message' || event.message.roomId !== roomId || event.message.authorId === me.id) return
        if (waiting.current.push(event.message) > 1) return
        timer.current = setTimeout(async () => {
          const words = await sentence(waiting.current.splice(0))
          setTold(({ times }) => ({ words, times: times + 1 }))
        }, TOGETHER_MS)
      },
      [roomId, me.id, sentence],
    ),
  )
  return (
    <div className="visually-hidden" aria-live="polite">
      {/* Anew each time, for the same words said again are news. */}
      {told.words && <p key={told.times}>{told.words}</p>}
    </div>
  )
}

/** "Ann: Hello, 2 pictures", or how many there were. */
function useSentence() {
  const queries = useQueryClient()
  return useCallback(
    async (messages: readonly Message[]): Promise<string> => {
      const [message, ...more] = messages
      if (!message || more.length > 0) return t('timeline:announced.several', { count: messages.length })
      const { authorId, text, photos } = message
      const said = [text, photos.length > 0 && pictures(photos.length)].filter(Boolean).join(', ')
      const author = await queries.fetchQuery(profileQuery(authorId)).catch(() => undefined)
      return author === undefined ? said : t('timeline:announced.one', { name: nameOf(author), said })
    },
    [queries],
  )
}
