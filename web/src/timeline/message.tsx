import type { Message } from '@snug/contracts'
import { lazy, memo, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProfile } from '../people/people.ts'
import { PhotoGrid } from '../photos/photo-grid.tsx'
import { useDeleting } from '../posts/deleting.tsx'
import { useMe } from '../session/session.ts'
import { actionOfKey, actionsFor } from './actions.ts'
import { DeletedMessage } from './deleted-message.tsx'
import { describe } from './describe.ts'
import { MessageBar } from './message-bar.tsx'
import { PostBar } from './post-bar.tsx'
import { Quote } from './quote.tsx'
import { Reactions } from './reactions.tsx'
import { Said } from './said.tsx'
import { MessageText } from './text/message-text.tsx'
import { namesIn } from './text/pieces.ts'
import { useActions } from './use-actions.ts'
import { useReacting } from './use-reacting.ts'

const EditMessage = lazy(() => import('./edit-message.tsx'))
const EditPost = lazy(() => import('./edit-post.tsx'))

interface MessageViewProps {
  message: Message
  /** Whether the author is said. */
  head: boolean
  /** Whether the person here may delete what others said. */
  moderates: boolean
  /** Given where it is to be edited at once, and called when that began. */
  onEditing?: (() => void) | undefined
}

/** One message as the room sees it: what it answers, the words, the pictures, what others felt about it. */
export const MessageView = memo(function MessageView({ message, head, moderates, onEditing }: MessageViewProps) {
  const { t } = useTranslation('timeline')
  const me = useMe()
  const { name = '…', avatarId } = useProfile(message.authorId)
  const article = useRef<HTMLElement>(null)
  const [isNear, setNear] = useState(false)
  const reacting = useReacting(message, me.id)
  const deleting = useDeleting(message.roomId, message.seq)
  const { editing, shown, act, show, stopEditing } = useActions(message, { deleting, article, onEditing })
  const { roomId, text, photos, reactions, replyTo, sentAt, editedAt } = message
  const mine = message.authorId === me.id
  const isDeleted = message.deletedAt !== null || deleting.isHidden
  const actions = isDeleted ? [] : actionsFor(message, { mine, moderates })
  const callsMe = !isDeleted && namesIn(text).includes(me.username.toLowerCase())
  const words = text && (
    <MessageText roomId={roomId} text={text}>
      {editedAt && <small className="muted"> {t('message.edited')}</small>}
    </MessageText>
  )
  return (
    <Said
      ref={article}
      author={{ id: message.authorId, displayName: name, avatarId }}
      at={sentAt}
      head={head}
      label={describe(message, name, callsMe)}
      callsMe={callsMe}
      onNear={() => setNear(true)}
      onKey={(event) => {
        const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actionOfKey(event.key)
        if (!action || !actions.includes(action)) return
        event.preventDefault()
        act(action)
      }}
    >
      {isDeleted ? (
        <DeletedMessage undo={message.deletedAt ? undefined : deleting.undo} />
      ) : (
        <>
          {replyTo !== null && <Quote roomId={roomId} seq={replyTo} />}
          {editing === 'words' ? (
            <Suspense fallback={words}>
              <EditMessage message={message} onClose={stopEditing} />
            </Suspense>
          ) : (
            words
          )}
          {photos.length > 0 && <PhotoGrid photos={photos} author={name} message={message} />}
          {mine && <PostBar clientId={message.clientId} />}
          {reactions.length > 0 && <Reactions reactions={reactions} reacting={reacting} />}
          <Suspense>{editing === 'post' && <EditPost message={message} onClose={stopEditing} />}</Suspense>
          {!editing && (
            <MessageBar
              message={message}
              actions={actions}
              reacting={reacting}
              isNear={isNear}
              shown={shown}
              onShow={show}
              onAct={act}
            />
          )}
        </>
      )}
    </Said>
  )
})
