import type { Feeds, Live } from '@snug/client'
import { deletePhoto, getMessage, Problem, type ProblemCode, reserveUploads } from '@snug/contracts'
import { api } from '../session/api.ts'
import { sentenceOf } from '../ui/problem-note.tsx'
import { patienceOf } from './patience.ts'
import type { PostKeeper } from './post-keeper.ts'
import { Posts } from './posts.ts'
import { hash, measure } from './read.ts'
import { sendBytes } from './send-bytes.ts'

/** Posts that go to the house over the line that there is. */
export function newPosts(live: Live, feeds: Feeds, keeper: PostKeeper): Posts {
  const patience = patienceOf(live)
  return new Posts({
    keep: (post) => keeper.keep(post),
    measure,
    hash,
    reserve: async (roomId, uploads, signal) => {
      const reply = await patience(() => api(reserveUploads, { params: { roomId }, body: { uploads } }), signal)
      return reply.uploads
    },
    sendBytes: (order) => sendBytes(order, patience),
    clear: async (photoId, message) => {
      await patience(() => api(deletePhoto, { params: { photoId } }).catch(unless('photo_not_found')))
      if (!message) return
      const { roomId, seq } = message
      feeds.apply(roomId, { type: 'photo_removed', roomId, seq, photoId })
    },
    say: (draft) => live.send(draft),
    unsay: (clientId) => live.discard(clientId),
    read: (roomId, seq) =>
      patience(() => api(getMessage, { params: { roomId, seq } }).catch(unless('message_not_found', 'room_not_found'))),
    feedOf: (roomId) => feeds.of(roomId),
    explain: sentenceOf,
  })
}

/** What is gone is no failure. */
const unless =
  (...codes: ProblemCode[]) =>
  (error: unknown): undefined => {
    if (!(error instanceof Problem && codes.includes(error.code))) throw error
  }
