import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'

/** Back to the rooms; there only where the rail is not. */
export function BackLink() {
  return (
    <Link to="/" className="icon-button back-link" aria-label="Back to rooms">
      <ChevronLeft />
    </Link>
  )
}
