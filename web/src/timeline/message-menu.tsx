import { deleteMessage, type Message } from '@snug/contracts'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { Confirm } from '../ui/later.tsx'

const Menu = lazy(() => import('../ui/menu.tsx'))

interface MessageMenuProps {
  message: Message
  mayEdit: boolean
  onEdit: () => void
}

/** What may be done with a message by whoever sees this. */
export function MessageMenu({ message, mayEdit, onEdit }: MessageMenuProps) {
  const { feeds } = useHouse()
  const button = useRef<HTMLButtonElement>(null)
  const [shown, setShown] = useState<'menu' | 'question'>()
  const close = () => setShown(undefined)
  const closeMenu = () => setShown((now) => (now === 'menu' ? undefined : now))
  const { roomId, seq } = message
  const remove = async () => {
    await api(deleteMessage, { params: { roomId, seq } })
    feeds.apply(roomId, { type: 'message_deleted', roomId, seq, deletedAt: new Date() })
  }
  const edit = { id: 'edit', label: 'Edit', act: onEdit }
  const ask = { id: 'delete', label: 'Delete', danger: true, act: () => setShown('question') }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="icon-button said-menu"
        aria-label="Message actions"
        aria-haspopup="menu"
        aria-expanded={shown === 'menu'}
        onClick={() => setShown('menu')}
      >
        <Ellipsis />
      </button>
      <Suspense>
        {shown === 'menu' && (
          <Menu label="Message actions" opener={button} items={mayEdit ? [edit, ask] : [ask]} onClose={closeMenu} />
        )}
      </Suspense>
      {shown === 'question' && (
        <Confirm
          title="Delete this message?"
          sentence="It is gone for everybody in the room, with its pictures."
          verb="Delete"
          act={remove}
          onClose={close}
        />
      )}
    </>
  )
}
