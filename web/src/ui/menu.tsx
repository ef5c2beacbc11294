import type { ReactNode, RefObject } from 'react'
import { Menu as AriaMenu, MenuItem } from 'react-aria-components/Menu'
import { Pop } from './pop.tsx'
import './menu.css'

export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  danger?: boolean
  act: () => void
}

interface MenuProps {
  label: string
  opener: RefObject<HTMLElement | null>
  items: readonly MenuEntry[]
  onClose: () => void
  /** What stands above the entries. */
  children?: ReactNode
}

/** An open menu at the button that opened it: arrows, first letters, Esc; the focus goes back to the button. */
export default function Menu({ label, opener, items, onClose, children }: MenuProps) {
  return (
    <Pop label={label} opener={opener} placement="bottom end" onClose={onClose}>
      {children}
      <AriaMenu
        autoFocus="first"
        aria-label={label}
        className="menu"
        onAction={(id) => {
          onClose()
          // Once the menu is gone: what is opened next may keep the focus then.
          setTimeout(() => items.find((item) => item.id === id)?.act())
        }}
      >
        {items.map(({ id, label: name, icon, danger }) => (
          <MenuItem key={id} id={id} textValue={name} className="menu-item" data-danger={danger}>
            {icon}
            {name}
          </MenuItem>
        ))}
      </AriaMenu>
    </Pop>
  )
}
