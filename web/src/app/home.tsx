import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { KeyCaps } from '../keys/key-caps.tsx'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { useMe } from '../session/session.ts'
import { useOverlay } from '../ui/overlay.ts'
import './home.css'

/** Beside the rail, before a room is chosen. A phone shows the rail instead. */
export function Home() {
  const { t } = useTranslation('app')
  const me = useMe()
  const { data: rooms } = useQuery(myRoomsQuery)
  const unread = rooms?.reduce((sum, room) => sum + (room.me?.unreadCount ?? 0), 0) ?? 0
  return (
    <div className="home">
      <title>{unread > 0 ? `(${unread}) Snug` : 'Snug'}</title>
      <h1 dir="auto">{t('hello', { name: me.displayName })}</h1>
      <div className="home-words">
        {rooms && (
          <p>{rooms.length === 0 ? t('begin') : unread > 0 ? t('unreadInAll', { count: unread }) : t('allRead')}</p>
        )}
        {rooms?.length === 0 ? <FirstSteps /> : <Shortcuts />}
      </div>
    </div>
  )
}

function FirstSteps() {
  const { t } = useTranslation('app')
  const [, setCreating] = useOverlay('newRoom')
  return (
    <div className="home-steps">
      <button type="button" className="button primary" onClick={() => setCreating(true)}>
        {t('makeTheFirstRoom')}
      </button>
      <Link to="/rooms/public" className="button">
        {t('findOpenRooms')}
      </Link>
    </div>
  )
}

function Shortcuts() {
  const { t } = useTranslation('app')
  const [, setGoing] = useOverlay('goTo')
  const [, setKeysShown] = useOverlay('keys')
  return (
    <div className="home-steps">
      <button type="button" className="button" onClick={() => setGoing(true)}>
        {t('goToARoom')} <Caps chord="Mod+K" />
      </button>
      <button type="button" className="button" onClick={() => setKeysShown(true)}>
        {t('keyboardShortcuts')} <Caps chord="Mod+/" />
      </button>
    </div>
  )
}

/** The keys that do what a button does; the sheet tells them to who cannot see these. */
function Caps({ chord }: { chord: string }) {
  return (
    <span className="home-caps" aria-hidden>
      <KeyCaps chords={[chord]} />
    </span>
  )
}
