import { Link } from '@tanstack/react-router'
import { Compass, MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Camera } from './camera.tsx'
import './bottom-bar.css'

/** The ways of a phone, under the thumb. A room has its composer there instead, and its back button. */
export function BottomBar() {
  const { t } = useTranslation('app')
  const me = useMe()
  return (
    <nav className="bottom-bar" aria-label={t('mainNavigation')}>
      <Link to="/" activeOptions={{ exact: true }} className="bottom-way">
        <MessagesSquare aria-hidden /> {t('rooms')}
      </Link>
      <Link to="/rooms/public" className="bottom-way">
        <Compass aria-hidden /> {t('discover')}
      </Link>
      <Camera />
      <Link to="/settings" className="bottom-way">
        <Avatar id={me.id} name={me.displayName} avatarId={me.avatarId} size={24} /> {t('me')}
      </Link>
    </nav>
  )
}
