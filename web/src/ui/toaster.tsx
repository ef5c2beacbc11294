import { X } from 'lucide-react'
import { type FocusEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { pass, type Toast, take, toasts } from './toasts.ts'
import './toaster.css'

/** Where notices show and are read out. They wait while somebody points at them or has the focus in them. */
export default function Toaster() {
  const { t } = useTranslation('ui')
  const all = useSyncExternalStore(toasts.subscribe, toasts.get)
  return (
    <section className="toaster" aria-label={t('notices')} aria-live="polite" aria-relevant="additions">
      {all.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastView({ toast }: { toast: Toast }) {
  const { t } = useTranslation('ui')
  const [held, setHeld] = useState(false)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => pass(toast), toast.ms)
    return () => clearTimeout(timer)
  }, [held, toast])
  /** The focus goes back where it came from, else it would be lost with the button that had it. */
  const leave = () => before.current instanceof HTMLElement && before.current.focus()
  const { sentence, action } = toast
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only whether it is looked at is of interest
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget
        setHeld(true)
      }}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault() // it closes this, and nothing below
        leave()
        pass(toast)
      }}
    >
      <p dir="auto">{sentence}</p>
      {action && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            leave()
            take(toast)
            action.act()
          }}
        >
          {action.word}
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('close')}
        onClick={() => {
          leave()
          pass(toast)
        }}
      >
        <X />
      </button>
    </div>
  )
}
