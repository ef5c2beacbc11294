import type { Profile } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { monthName } from '../ui/time.ts'
import { personQuery } from './people.ts'
import './person.css'

/** Edge in px of the picture of a person on their own page. */
const AVATAR = 144

/** A person's own page: what they show and say of themselves. */
export function PersonScreen() {
  const { t } = useTranslation('people')
  const { person } = useParams({ from: '/signedIn/u/$person' })
  const { data: profile, error, refetch } = useQuery(personQuery(person))
  if (profile) return <Person profile={profile} />
  return (
    <div className="page">
      <PageHead title={profile === null ? t('notHere') : `@${person}`} />
      <div className="page-body">
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {profile === undefined && !error && <Skeleton lines={3} label={t('loading')} />}
        {profile === null && (
          <>
            <p>{t('notHereWhy')}</p>
            <Link to="/" className="button">
              {t('toRooms')}
            </Link>
          </>
        )}
      </div>
    </div>
  )
}

function Person({ profile }: { profile: Profile }) {
  const { t } = useTranslation('people')
  const me = useMe()
  const isMe = profile.id === me.id
  return (
    <div className="page">
      <PageHead title={profile.displayName} />
      <div className="page-body">
        <div className="person">
          <Avatar id={profile.id} name={profile.displayName} avatarId={profile.avatarId} size={AVATAR} />
          <div className="person-words">
            <p className="muted">@{profile.username}</p>
            {profile.bio ? (
              <p className="person-bio" dir="auto">
                {profile.bio}
              </p>
            ) : (
              <p className="muted">{t(isMe ? 'noBioMine' : 'noBio')}</p>
            )}
            <p className="person-since muted">{t('since', { month: monthName(profile.createdAt) })}</p>
            {isMe && (
              <Link to="/settings" className="button">
                {t('edit')}
              </Link>
            )}
          </div>
        </div>
      </div>
    </div>
  )
}
