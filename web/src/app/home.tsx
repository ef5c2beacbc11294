import { Link } from '@tanstack/react-router'
import { useMe } from '../session/session.ts'

/** Beside the rail, before a room is chosen. A phone shows the rail instead. */
export function Home() {
  const me = useMe()
  return (
    <div className="home">
      <title>Snug</title>
      <h1>Hello, {me.displayName}</h1>
      <div className="home-words">
        <p>Choose a room on the left, or find one that is open to everybody.</p>
        <Link to="/rooms/public" className="button">
          Discover rooms
        </Link>
      </div>
    </div>
  )
}
