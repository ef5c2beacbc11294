import { endSession, type Session } from '@snug/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../session/api.ts'
import { logOutEverywhere, sessionsQuery } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import { Confirm } from '../ui/later.tsx'
import { passFocus } from '../ui/order.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { dateAndTime } from '../ui/time.ts'
import { deviceName } from './device-name.ts'
import { useLeaving } from './use-leaving.ts'

/** Everywhere I am signed in, each with its end but this one, and the end of all. */
export function Sessions() {
  const { t } = useTranslation('settings')
  const { data, error, refetch } = useQuery(sessionsQuery)
  const [asking, setAsking] = useState(false)
  const leaving = useMutation(useLeaving(logOutEverywhere))
  return (
    <>
      <p className="muted">{t('sessions.place')}</p>
      <ProblemNote error={!data && error} onRetry={() => void refetch()} />
      {!data && !error && <Skeleton lines={2} label={t('sessions.loading')} />}
      <ul className="sessions" aria-label={t('sessions.list')}>
        {data?.items.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('sessions.everywhere')}
      </button>
      {asking && (
        <Confirm
          title={t('sessions.everywhereTitle')}
          sentence={t('sessions.everywhereSentence')}
          verb={t('sessions.everywhere')}
          act={() => leaving.mutateAsync()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function SessionItem({ session }: { session: Session }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const device = deviceName(session.device)
  const ending = useMutation({
    mutationFn: () => api(endSession, { params: { sessionId: session.id } }),
    onSuccess: () => queries.invalidateQueries(sessionsQuery),
  })
  return (
    <li className="session">
      <div>
        <p title={session.device}>{device}</p>
        <p className="muted">
          {session.current
            ? t('sessions.thisDevice')
            : t('sessions.lastUsed', { time: dateAndTime(session.lastUsedAt) })}
        </p>
        <ProblemNote error={ending.error} />
      </div>
      {!session.current && (
        <ActButton
          className="button"
          name="end"
          aria-label={t('sessions.endNamed', { device })}
          acting={ending}
          onClick={({ currentTarget }) => {
            passFocus(currentTarget, '.sessions', currentTarget.closest('section')?.querySelector('.sessions + button'))
            ending.mutate()
          }}
        >
          {t('sessions.end')}
        </ActButton>
      )}
    </li>
  )
}
