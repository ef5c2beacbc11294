import type { Feeds, Live, LiveEvent } from '@snug/client'
import type { ProfileId, RoomId } from '@snug/contracts'
import { inTime } from '../session/in-time.ts'
import { unkeptMessages } from '../session/outbox-store.ts'
import type { Drafts } from './drafts.ts'
import { isEmpty, sweepFiles } from './kept-drafts.ts'
import { newPosts } from './new-posts.ts'
import { openDrafts } from './open-drafts.ts'
import { PostKeeper } from './post-keeper.ts'
import type { Posts } from './posts.ts'
import { saysTooMuch } from './tray.ts'

/** Reading what an earlier page left is waited for so long, in ms; what comes later is laid out where nobody writes yet. */
const OPEN_MS = 3_000

export interface Desk {
  posts: Posts
  drafts: Drafts
  /** Sends what is written in a room, if anything: words over the line, pictures as a post. What is refused stays. */
  send: (roomId: RoomId) => void
  /** Keeps at once what changed lately. */
  flush: () => void
  /** Whether closing the page would lose something. */
  isUnkept: () => boolean
  close: () => void
}

interface DeskNeeds {
  me: ProfileId
  live: Live
  feeds: Feeds
}

/** Lays out what somebody was writing and sending, and goes on with it. */
export async function openDesk({ me, live, feeds }: DeskNeeds): Promise<Desk> {
  const keeper = new PostKeeper()
  const posts = newPosts(live, feeds, keeper)
  const { drafts, laidOut, close } = openDrafts(me)
  await inTime(OPEN_MS, Promise.allSettled([laidOut, keeper.takeUp(posts, me)])).catch(() => {})
  sweepFiles().catch(() => {})

  const hear = (event: LiveEvent) => {
    posts.hear(event)
    if (event.type === 'room_left') drafts.clear(event.roomId)
  }
  const ends = [live.on(hear), live.line.subscribe(() => live.line.get().kind === 'open' && posts.catchUp())]
  const flush = () => {
    drafts.flush()
    keeper.flush()
  }
  return {
    posts,
    drafts,
    send: (roomId) => send(roomId, { me, live, posts, drafts }),
    flush,
    isUnkept: () =>
      unkeptMessages.get().size > 0 ||
      posts.list.get().some(({ unkept }) => unkept) ||
      [...drafts.unkept.get()].some((roomId) => !isEmpty(drafts.of(roomId).get())),
    close: () => {
      for (const end of ends) end()
      flush()
      close()
      keeper.close()
    },
  }
}

function send(roomId: RoomId, { me, live, posts, drafts }: Omit<DeskNeeds, 'feeds'> & Pick<Desk, 'posts' | 'drafts'>) {
  const { tray, replyTo, ...draft } = drafts.of(roomId).get()
  const pictures = tray.filter(({ refusal }) => !refusal)
  const text = draft.text.trim()
  if ((!text && pictures.length === 0) || saysTooMuch(tray)) return
  const message = { clientId: drafts.take(roomId), roomId, text, replyTo }
  if (pictures.length > 0 || posts.list.isPreparingIn(roomId)) posts.add({ ...message, authorId: me }, pictures)
  else live.send(message)
}
