import './ring.css'

const RADIUS = 17
const ROUND = 2 * Math.PI * RADIUS

/** Progress as a ring with its percent; `part` is 0 to 1. */
export function Ring({ part, label }: { part: number; label: string }) {
  const percent = Math.round(part * 100)
  return (
    <div
      className="ring"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <svg viewBox="0 0 40 40" aria-hidden>
        <circle cx="20" cy="20" r={RADIUS} className="ring-track" />
        {part > 0 && (
          <circle cx="20" cy="20" r={RADIUS} className="ring-part" strokeDasharray={`${part * ROUND} ${ROUND}`} />
        )}
      </svg>
      <span aria-hidden>{percent}%</span>
    </div>
  )
}
