import type { ProfileId } from '@snug/contracts'
import { type KeyboardEvent, type ReactNode, type Ref, useContext } from 'react'
import { PersonAvatar } from '../people/person-avatar.tsx'
import { bareClock, clock } from '../ui/time.ts'
import { RowPlace } from './row-place.ts'
import type { useLongPress } from './use-long-press.ts'
import './said.css'

interface SaidProps {
  authorId: ProfileId
  author: string
  at: Date
  head: boolean
  label: string
  pending?: boolean
  /** It names the person who reads it. */
  callsMe?: boolean
  ref?: Ref<HTMLElement>
  /** Keys on the message itself, not on what is in it. */
  onKey?: (event: KeyboardEvent) => void
  /** Of a finger that rests on it. */
  press?: ReturnType<typeof useLongPress>
  children: ReactNode
}

/** The frame of everything said: who and when once for a group, and what. It can have the focus. */
export function Said({ authorId, author, at, head, label, pending, callsMe, ref, onKey, press, children }: SaidProps) {
  const { seq, isStop } = useContext(RowPlace)
  return (
    <article
      ref={ref}
      className="said"
      aria-label={label}
      tabIndex={isStop ? 0 : -1}
      data-seq={seq}
      data-head={head || undefined}
      data-pending={pending || undefined}
      data-calls-me={callsMe || undefined}
      onKeyDown={(event) => event.target === event.currentTarget && onKey?.(event)}
      {...press}
    >
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
