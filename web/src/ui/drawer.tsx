import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import './drawer.css'

interface DrawerProps {
  label: string
  onClose: () => void
  children: ReactNode
}

/** Slides in from where reading begins: keeps the focus inside, closes with Esc and a press outside, gives the focus back. */
export default function Drawer({ label, onClose, children }: DrawerProps) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="drawer-overlay">
      <Modal className="drawer">
        <AriaDialog aria-label={label} className="drawer-box">
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
