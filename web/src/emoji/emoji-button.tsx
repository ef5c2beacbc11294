import { SmilePlus } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTabIndex } from '../ui/tab-stop.ts'

/** All emojis, in a window of their own; comes when it is first opened. */
export const EmojiPicker = lazy(() => import('./emoji-picker.tsx'))

interface EmojiButtonProps {
  /** What choosing one does: "Add an emoji". */
  label: string
  onPick: (emoji: string) => void
  className?: string
}

/** Opens all emojis to choose one of; then the focus is back on the button. */
export function EmojiButton({ label, onPick, className = 'icon-button' }: EmojiButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const tabIndex = useTabIndex()
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        tabIndex={tabIndex}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <SmilePlus />
      </button>
      <Suspense>
        {open && <EmojiPicker label={label} opener={button} onPick={onPick} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
