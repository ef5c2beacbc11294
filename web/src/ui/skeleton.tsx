import './skeleton.css'

/** Grey lines in the place of what is loading. They show after a moment, so that quick answers do not flicker. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <div className="skeleton" role="status" aria-busy="true" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <div key={line} className="skeleton-line">
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
