import { Problem } from '@snug/contracts'

/** What a person is told about an error, in the house's own words where it has some. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something went wrong.'
  const faults = error.extras.errors?.map(({ pointer, detail }) => `${pointer.replace(/^\/?(body\/)?/, '')} ${detail}`)
  return faults?.length ? `${error.message} ${faults.join('; ')}.` : error.message
}

/** Says what went wrong and, where it helps, offers to try again. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) return null
  return (
    <div className="problem" role="alert">
      <p>{sentenceOf(error)}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
