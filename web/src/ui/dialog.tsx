import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import './dialog.css'

/** Not in TypeScript's library yet. */
declare class CloseWatcher {
  onclose: (() => void) | null
  destroy(): void
}

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

/** On phones whose browser tells of it, going back closes the topmost window and not the room below. */
function useBackGesture(onClose: (() => void) | undefined): void {
  const close = useEffectEvent(() => onClose?.())
  const closes = onClose !== undefined
  useEffect(() => {
    if (!closes || !('CloseWatcher' in window)) return
    const watcher = new CloseWatcher()
    watcher.onclose = () => close()
    return () => watcher.destroy()
  }, [closes])
}
