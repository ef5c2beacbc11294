import './ring.css'

const RADIUS = 15
const ROUND = 2 * Math.PI * RADIUS

/** Progress as a ring; `part` is 0 to 1. */
export function Ring({ part, label }: { part: number; label: string }) {
  const percent = Math.round(part * 100)
  return (
    <svg
      className="ring"
      viewBox="0 0 40 40"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <circle cx="20" cy="20" r={RADIUS} className="ring-track" />
      <circle cx="20" cy="20" r={RADIUS} className="ring-part" strokeDasharray={`${part * ROUND} ${ROUND}`} />
    </svg>
  )
}
