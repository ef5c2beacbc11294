import { Problem } from '@snug/contracts'
import { useEffect, useState } from 'react'

const TICK_MS = 1_000

/** Seconds that are left of the wait which an error asks for; 0 when it asks for none. */
export function useWait(error: unknown): number {
  const asked = error instanceof Problem && error.code === 'too_many_requests' ? (error.extras.retryAfter ?? 1) : 0
  const [wait, setWait] = useState({ error, left: asked })
  // A new error begins a new wait, already in this drawing.
  const left = wait.error === error ? wait.left : asked
  useEffect(() => {
    if (asked === 0) return
    const until = Date.now() + asked * TICK_MS
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((until - Date.now()) / TICK_MS))
      setWait({ error, left })
      if (left === 0) clearInterval(timer)
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [error, asked])
  return left
}
