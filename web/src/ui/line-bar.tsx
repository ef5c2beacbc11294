import type { Live } from '@snug/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffline } from './use-offline.ts'
import './line-bar.css'

/** A line lost for less than this is nobody's business. */
const QUIET_MS = 2_000

/** Says over the page that the line is down, when it is tried again, and that writing goes on. */
export function LineBar({ live }: { live: Live }) {
  const line = useSyncExternalStore(live.line.subscribe, live.line.get)
  const down = line.kind === 'waiting' || line.kind === 'connecting'
  const seconds = useSecondsUntil(line.kind === 'waiting' ? line.until : undefined)
  const overdue = useAfter(QUIET_MS, down)
  const offline = useOffline()
  const isShown = offline || (down && overdue)
  return (
    <div className="line-place" role="status">
      {isShown && <LineNote isOffline={offline} seconds={seconds} onWake={() => live.wake()} />}
    </div>
  )
}

interface LineNoteProps {
  /** The device has no network: there is nothing to try. */
  isOffline: boolean
  /** Until it is tried again; 0 while it is being tried. */
  seconds: number
  onWake: () => void
}

/** What the bar says. */
export function LineNote({ isOffline, seconds, onWake }: LineNoteProps) {
  const { t } = useTranslation('ui')
  return (
    <div className="line-bar">
      <span>{t(isOffline ? 'line.offline' : 'line.lost')}</span>
      {!isOffline && <span aria-hidden>{seconds > 0 ? t('line.waiting', { seconds }) : t('line.connecting')}</span>}
      {!isOffline && (
        <button type="button" className="link-button" onClick={onWake}>
          {t('line.now')}
        </button>
      )}
    </div>
  )
}

function useAfter(ms: number, running: boolean): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    setPassed(false)
    if (!running) return
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms, running])
  return passed
}

function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === undefined) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [until])
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000))
}
