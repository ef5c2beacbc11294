import type { ReactNode } from 'react'

/** One state, with its name above it. */
export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="styleguide-state">
      <small className="muted">{name}</small>
      {children}
    </div>
  )
}
