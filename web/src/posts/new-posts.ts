import type { Feeds, Live } from '@snug/client'
import { deletePhoto, Problem, reserveUploads } from '@snug/contracts'
import { api } from '../session/api.ts'
import { sentenceOf } from '../ui/problem-note.tsx'
import { patienceOf } from './patience.ts'
import { Posts } from './posts.ts'
import { hash, measure } from './read.ts'
import { sendBytes } from './send-bytes.ts'

/** Posts that go to the house over the line that there is. */
export function newPosts(live: Live, feeds: Feeds): Posts {
  const patience = patienceOf(live)
  return new Posts({
    measure,
    hash,
    reserve: async (roomId, uploads, signal) => {
      const reply = await patience(() => api(reserveUploads, { params: { roomId }, body: { uploads } }), signal)
      return reply.uploads
    },
    sendBytes: (order) => sendBytes(order, patience),
    clear: async (photoId, message) => {
      await patience(() => api(deletePhoto, { params: { photoId } }).catch(unlessGone))
      if (!message) return
      const { roomId, seq } = message
      feeds.apply(roomId, { type: 'photo_removed', roomId, seq, photoId })
    },
    say: (draft) => live.send(draft),
    unsay: (clientId) => live.discard(clientId),
    feedOf: (roomId) => feeds.of(roomId),
    explain: sentenceOf,
  })
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'photo_not_found')) throw error
}
