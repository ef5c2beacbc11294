import type { ProfileId } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import './person-link.css'

/** The way to the page of somebody, with whatever stands for them inside. */
export function PersonLink({ id, children }: { id: ProfileId; children: ReactNode }) {
  return (
    <Link to="/u/$person" params={{ person: id }} className="person-link">
      {children}
    </Link>
  )
}
