import type { Profile } from '@snug/contracts'
import { type KeyboardEvent, type ReactNode, type Ref, useContext } from 'react'
import { Avatar } from '../ui/avatar.tsx'
import { useTabIndex } from '../ui/tab-stop.ts'
import { bareClock, clock } from '../ui/time.ts'
import { RowSeq } from './row-seq.ts'
import './said.css'

interface SaidProps {
  author: Pick<Profile, 'id' | 'displayName' | 'avatarId'>
  at: Date
  head: boolean
  label: string
  pending?: boolean
  /** It names the person who reads it. */
  callsMe?: boolean
  ref?: Ref<HTMLElement>
  /** One points at it, or the focus came in. */
  onNear?: () => void
  /** Keys on the message itself, not on what is in it. */
  onKey?: (event: KeyboardEvent) => void
  children: ReactNode
}

/** The frame of everything said: who and when once for a group, and what. It can have the focus. */
export function Said({ author, at, head, label, pending, callsMe, ref, onNear, onKey, children }: SaidProps) {
  const seq = useContext(RowSeq)
  const tabIndex = useTabIndex()
  return (
    <article
      ref={ref}
      className="said"
      aria-label={label}
      tabIndex={tabIndex}
      data-seq={seq}
      data-head={head || undefined}
      data-pending={pending || undefined}
      data-calls-me={callsMe || undefined}
      onPointerEnter={onNear}
      onFocus={onNear}
      onKeyDown={(event) => event.target === event.currentTarget && onKey?.(event)}
    >
      <div className="said-side">
        {head ? (
          <Avatar id={author.id} name={author.displayName} avatarId={author.avatarId} />
        ) : (
          <time className="said-side-time muted" dateTime={at.toISOString()}>
            {bareClock(at)}
          </time>
        )}
      </div>
      <div className="said-body">
        {head && (
          <header className="said-head">
            <b dir="auto">{author.displayName}</b>
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
