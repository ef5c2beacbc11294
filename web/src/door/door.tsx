import type { ReactNode } from 'react'
import './door.css'

interface DoorProps {
  title: string
  heading: string
  onSubmit: (form: FormData) => void
  children: ReactNode
}

/** What is seen before one is in: one form in a calm place. */
export function Door({ title, heading, onSubmit, children }: DoorProps) {
  return (
    <main className="door">
      <title>{`${title} · Snug`}</title>
      <div className="door-card">
        <p className="brand">
          <img src="/favicon.svg" alt="" width={32} height={32} /> Snug
        </p>
        <h1>{heading}</h1>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onSubmit(new FormData(event.currentTarget))
          }}
        >
          {children}
        </form>
      </div>
    </main>
  )
}
