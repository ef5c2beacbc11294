import { endSession, type Session } from '@snug/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../session/api.ts'
import { sessionsQuery } from '../session/session.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { dateAndTime } from '../ui/time.ts'
import { deviceName } from './device-name.ts'

/** Everywhere I am signed in, each with its end but this one. */
export function Sessions() {
  const { data, error, refetch } = useQuery(sessionsQuery)
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <ProblemNote error={!data && error} onRetry={() => void refetch()} />
      {!data && !error && <Skeleton lines={2} label="Loading sessions" />}
      <ul className="sessions" aria-label="Sessions">
        {data?.items.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

function SessionItem({ session }: { session: Session }) {
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
        <p className="muted">{session.current ? 'This device' : `Last used ${dateAndTime(session.lastUsedAt)}`}</p>
        <ProblemNote error={ending.error} />
      </div>
      {!session.current && (
        <button
          type="button"
          className="button"
          aria-label={`End session on ${device}`}
          disabled={ending.isPending}
          onClick={() => ending.mutate()}
        >
          End
        </button>
      )}
    </li>
  )
}
