import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useBackGesture } from './use-back-gesture.ts'
import './dialog.css'

interface DialogProps {
  title: string
  role?: 'dialog' | 'alertdialog'
  /** Absent where nothing goes on before it is answered. */
  onClose?: () => void
  children: ReactNode
}

/** A window over the page: keeps the focus inside, closes with Esc, gives the focus back. */
export default function Dialog({ title, role = 'dialog', onClose, children }: DialogProps) {
  useBackGesture(onClose)
  return (
    <ModalOverlay
      isOpen
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={!onClose}
      onOpenChange={(open) => !open && onClose?.()}
      className="dialog-overlay"
    >
      <Modal className="dialog-box">
        <AriaDialog role={role} className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
