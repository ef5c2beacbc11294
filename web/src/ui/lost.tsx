import { Link } from '@tanstack/react-router'
import { sentenceOf } from './problem-note.tsx'

/** An address that leads nowhere. */
export function Lost() {
  return (
    <main className="lost">
      <title>Nothing here · Snug</title>
      <h1>There is nothing here</h1>
      <Link to="/" className="button">
        To my rooms
      </Link>
    </main>
  )
}

/** A screen that could not be drawn. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <main className="lost">
      <h1>That did not work</h1>
      <p role="alert">{sentenceOf(error)}</p>
      <button type="button" className="button primary" onClick={reset}>
        Try again
      </button>
    </main>
  )
}
