import type { Turning } from './use-turning.ts'

/** Tells what came of turning a picture; who sees it turn need not read it. */
export function TurningNote({ said, failed }: Pick<Turning, 'said' | 'failed'>) {
  return (
    <p role="status" className={failed ? 'turning-note' : 'visually-hidden'}>
      {said}
    </p>
  )
}
