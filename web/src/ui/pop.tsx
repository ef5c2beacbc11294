import type { ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Popover } from 'react-aria-components/Popover'
import { useBackGesture } from './use-back-gesture.ts'
import './pop.css'

interface PopProps {
  label: string
  /** What it belongs to; the focus goes back to where it was. */
  opener: RefObject<HTMLElement | null>
  /** Where it opens when there is room beside its opener. */
  placement?: 'top' | 'top start' | 'bottom end'
  onClose: () => void
  children: ReactNode
}

/** Narrower than this a thing that pops up comes from below, where the thumb is. */
const NARROW = '(max-width: 639px)'

/** A small window beside what opened it, or on a phone at the lower edge. Esc and a press elsewhere close it. */
export function Pop({ label, opener, placement = 'top', onClose, children }: PopProps) {
  useBackGesture(onClose)
  const onOpenChange = (open: boolean) => !open && onClose()
  const content = (
    <Dialog aria-label={label} className="pop">
      {children}
    </Dialog>
  )
  if (matchMedia(NARROW).matches) {
    return (
      <ModalOverlay isOpen isDismissable onOpenChange={onOpenChange} className="sheet-overlay">
        <Modal className="sheet">{content}</Modal>
      </ModalOverlay>
    )
  }
  return (
    <Popover isOpen triggerRef={opener} onOpenChange={onOpenChange} placement={placement} className="pop-box">
      {content}
    </Popover>
  )
}
