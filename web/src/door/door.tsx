import type { ReactNode } from 'react'
import { useFirstFault } from '../ui/use-first-fault.ts'
import './door.css'

interface DoorProps {
  title: string
  heading: string
  /** What stands beside the form, or on a phone above it. */
  beside?: ReactNode
  /** Why the last try failed: then the first field that is wrong gets the focus. */
  error: unknown
  onSubmit: (form: FormData) => void
  children: ReactNode
}

/** What is seen before one is in: one form in a calm place. */
export function Door({ title, heading, beside, error, onSubmit, children }: DoorProps) {
  const form = useFirstFault(error)
  return (
    <main className="door">
      <title>{`${title} · Snug`}</title>
      <div className="door-card" data-wide={beside ? true : undefined}>
        <header className="door-head">
          <p className="brand">
            <img src="/favicon.svg" alt="" width={32} height={32} /> Snug
          </p>
          <h1>{heading}</h1>
        </header>
        {beside}
        <form
          ref={form}
          noValidate
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
