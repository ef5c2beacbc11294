import { addReaction, type Message, type ProfileId, removeReaction } from '@snug/contracts'
import { useState } from 'react'
import { messageOf } from '../rooms/message-of.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { sentenceOf } from '../ui/problem-note.tsx'
import { notify } from '../ui/toasts.ts'
import { t } from '../words/words.ts'
import { Reacting } from './reacting.ts'

/** My reactions to a message of the feed. */
export function useReacting({ roomId, seq }: Pick<Message, 'roomId' | 'seq'>, me: ProfileId): Reacting {
  const { feeds } = useHouse()
  const [reacting] = useState(
    () =>
      new Reacting({
        me,
        get: () => messageOf(feeds.of(roomId).get(), seq)?.reactions ?? [],
        set: (reactions, asOf) =>
          feeds.apply(roomId, { type: 'reactions', roomId, seq, reactions, ...(asOf !== undefined && { asOf }) }),
        send: (emoji, there) => api(there ? addReaction : removeReaction, { params: { roomId, seq, emoji } }),
        onRefused: (error) => notify({ sentence: `${t('timeline:reactions.refused')} ${sentenceOf(error)}` }),
      }),
  )
  return reacting
}
