import type { RoomId } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { myRoomsQuery } from '../rooms/rooms.ts'
import Dialog from '../ui/dialog.tsx'
import { roomsFor } from './match-rooms.ts'
import './keys.css'
import './words.ts'

/** A list longer than this is not looked through; one types on. */
const MOST_OFFERED = 8

/** Goes to a room by some letters of its name. */
export default function GoTo({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys')
  const { data: rooms = [] } = useQuery(myRoomsQuery)
  const navigate = useNavigate()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const offered = roomsFor(rooms, typed).slice(0, MOST_OFFERED)
  const marked = offered[Math.min(at, offered.length - 1)]
  const optionId = (roomId: string) => `${id}-${roomId}`
  // Takes the place of this dialog in the history; who is there already only closes it.
  const go = (roomId: RoomId) =>
    location.pathname === `/r/${roomId}`
      ? onClose()
      : void navigate({ to: '/r/$roomId', params: { roomId }, replace: true })

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by && offered.length > 0) setAt((Math.min(at, offered.length - 1) + by + offered.length) % offered.length)
    else if (event.key === 'Enter' && marked && !event.nativeEvent.isComposing) go(marked.id)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={t('goTo')} onClose={onClose}>
      <div className="field">
        <input
          autoFocus
          role="combobox"
          aria-label={t('roomName')}
          aria-expanded={offered.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={marked && optionId(marked.id)}
          autoComplete="off"
          placeholder={t('roomName')}
          dir="auto"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={id} role="listbox" aria-label={t('rooms')} className="go-to">
        {offered.map((room) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above, which keeps the focus
          <div
            key={room.id}
            id={optionId(room.id)}
            role="option"
            tabIndex={-1}
            aria-selected={room === marked}
            className="go-to-room"
            onClick={() => go(room.id)}
          >
            <bdi className="ellipsis">{room.name}</bdi>
            {room.me && room.me.unreadCount > 0 && (
              <span className="muted">{t('unread', { count: room.me.unreadCount })}</span>
            )}
          </div>
        ))}
      </div>
      <p role="status" className="muted">
        {offered.length === 0 && t('noSuchRoom')}
      </p>
    </Dialog>
  )
}
