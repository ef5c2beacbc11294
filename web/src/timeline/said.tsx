import type { ProfileId } from '@snug/contracts'
import type { ReactNode } from 'react'
import { PersonAvatar } from '../people/person-avatar.tsx'
import { bareClock, clock } from '../ui/time.ts'
import './said.css'

interface SaidProps {
  authorId: ProfileId
  author: string
  at: Date
  head: boolean
  label: string
  pending?: boolean
  children: ReactNode
}

/** The frame of everything said: who and when once for a group, and what. */
export function Said({ authorId, author, at, head, label, pending, children }: SaidProps) {
  return (
    <article className="said" aria-label={label} data-head={head || undefined} data-pending={pending || undefined}>
      <div className="said-side">
        {head ? (
          <PersonAvatar id={authorId} name={author} />
        ) : (
          <time className="said-side-time muted" dateTime={at.toISOString()}>
            {bareClock(at)}
          </time>
        )}
      </div>
      <div className="said-body">
        {head && (
          <header className="said-head">
            <b dir="auto">{author}</b>
            <time className="muted" dateTime={at.toISOString()}>
              {clock(at)}
            </time>
          </header>
        )}
        {children}
      </div>
    </article>
  )
}
