import type { Message } from '@snug/contracts'
import { lazy, memo, Suspense, useState } from 'react'
import { useName } from '../people/people.ts'
import { PhotoGrid } from '../photos/photo-grid.tsx'
import { pictures } from '../posts/progress.ts'
import { useMe } from '../session/session.ts'
import { LinkedText } from '../ui/linked-text.tsx'
import { clock } from '../ui/time.ts'
import { EditMessage } from './edit-message.tsx'
import { MessageMenu } from './message-menu.tsx'
import { PostBar } from './post-bar.tsx'
import { Said } from './said.tsx'

const EditPost = lazy(() => import('./edit-post.tsx'))

interface MessageViewProps {
  message: Message
  /** Whether the author is said. */
  head: boolean
  /** Whether the person here may delete what others said. */
  moderates: boolean
}

/** One message as the room sees it: the words, then the pictures. */
export const MessageView = memo(function MessageView({ message, head, moderates }: MessageViewProps) {
  const me = useMe()
  const author = useName(message.authorId) ?? '…'
  /** As what it is edited, which stays so when its last picture goes meanwhile. */
  const [editing, setEditing] = useState<'words' | 'post'>()
  const { text, photos, sentAt, editedAt, deletedAt } = message
  const mine = message.authorId === me.id
  const close = () => setEditing(undefined)
  return (
    <Said authorId={message.authorId} author={author} at={sentAt} head={head} label={describe(message, author)}>
      {deletedAt && <p className="said-deleted muted">Message deleted</p>}
      {editing === 'words' && !deletedAt ? (
        <EditMessage message={message} onClose={close} />
      ) : (
        text && (
          <p className="said-text" dir="auto">
            <LinkedText text={text} />
            {editedAt && <small className="muted"> (edited)</small>}
          </p>
        )
      )}
      {photos.length > 0 && <PhotoGrid photos={photos} author={author} message={message} />}
      {mine && <PostBar clientId={message.clientId} />}
      <Suspense>{editing === 'post' && !deletedAt && <EditPost message={message} onClose={close} />}</Suspense>
      {!deletedAt && !editing && (mine || moderates) && (
        <MessageMenu message={message} mayEdit={mine} onEdit={() => setEditing(photos.length > 0 ? 'post' : 'words')} />
      )}
    </Said>
  )
})

/** A message's name for those who hear it: "Ann, 14:05, 3 pictures, 2 still arriving". */
function describe({ photos, sentAt }: Message, author: string): string {
  const arriving = photos.filter(({ state }) => state === 'pending').length
  const about = photos.length > 0 ? [pictures(photos.length)] : []
  return [author, clock(sentAt), ...about, ...(arriving > 0 ? [`${arriving} still arriving`] : [])].join(', ')
}
