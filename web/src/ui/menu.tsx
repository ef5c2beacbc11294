import type { RefObject } from 'react'
import { Menu as AriaMenu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import './menu.css'

export interface MenuEntry {
  id: string
  label: string
  danger?: boolean
  act: () => void
}

interface MenuProps {
  label: string
  opener: RefObject<HTMLElement | null>
  items: readonly MenuEntry[]
  onClose: () => void
}

/** An open menu at the button that opened it: arrows, first letters, Esc; the focus goes back to the button. */
export default function Menu({ label, opener, items, onClose }: MenuProps) {
  return (
    <Popover
      isOpen
      triggerRef={opener}
      onOpenChange={(open) => !open && onClose()}
      className="menu-popover"
      placement="bottom end"
    >
      <AriaMenu
        autoFocus="first"
        aria-label={label}
        className="menu"
        onAction={(id) => {
          onClose()
          items.find((item) => item.id === id)?.act()
        }}
      >
        {items.map(({ id, label: name, danger }) => (
          <MenuItem key={id} id={id} className="menu-item" data-danger={danger}>
            {name}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  )
}
