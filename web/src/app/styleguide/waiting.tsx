import { Problem } from '@snug/contracts'
import { useMe } from '../../session/session.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Ring } from '../../ui/ring.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { State } from './state.tsx'

/** Who somebody is, what is on its way, and what went wrong. */
export function Waiting() {
  const me = useMe()
  return (
    <>
      <State name="Avatar: three sizes">
        <div className="styleguide-row">
          {[24, 40, 96].map((size) => (
            <Avatar key={size} id={me.id} name={me.displayName} size={size} />
          ))}
        </div>
      </State>
      <State name="Ring: begun, half, done">
        <div className="styleguide-row">
          {[0, 0.5, 1].map((part) => (
            <Ring key={part} part={part} label={`Sending picture, ${part}`} />
          ))}
        </div>
      </State>
      <State name="Skeleton">
        <Skeleton lines={3} label="Loading messages" />
      </State>
      <State name="Problem: final, and one to try again">
        <ProblemNote error={new Problem('room_not_found')} />
        <ProblemNote error={new Problem('unavailable')} onRetry={() => {}} />
      </State>
    </>
  )
}
