import type { Message } from '@snug/contracts'
import { Copy, Link, type LucideIcon, Mail, Pencil, Reply, SmilePlus, Trash2, Users } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/session.ts'
import Menu from '../ui/menu.tsx'
import type { Action } from './actions.ts'
import { isMine, type Reacting } from './reacting.ts'
import './message-menu.css'

const ICONS: Record<Action, LucideIcon> = {
  react: SmilePlus,
  reply: Reply,
  copyText: Copy,
  copyLink: Link,
  unread: Mail,
  who: Users,
  edit: Pencil,
  delete: Trash2,
}

/** What people feel most. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🎉']

interface MessageMenuProps {
  message: Message
  actions: readonly Action[]
  reacting: Reacting
  opener: RefObject<HTMLElement | null>
  onAct: (action: Action) => void
  onClose: () => void
}

/** Everything that may be done with a message by whoever sees this, a few emojis first. */
export default function MessageMenu({ message, actions, reacting, opener, onAct, onClose }: MessageMenuProps) {
  const { t } = useTranslation('timeline')
  const me = useMe()
  const isThere = (emoji: string) =>
    message.reactions.some((reaction) => reaction.emoji === emoji && isMine(reaction, me.id))
  const entries = actions.map((action) => {
    const Icon = ICONS[action]
    return {
      id: action,
      label: t(`actions.${action}`),
      icon: <Icon aria-hidden />,
      danger: action === 'delete',
      act: () => onAct(action),
    }
  })
  return (
    <Menu label={t('actions.title')} opener={opener} items={entries} onClose={onClose}>
      <fieldset className="quick-emojis" aria-label={t('reactions.quick')}>
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-pressed={isThere(emoji)}
            onClick={() => {
              onClose()
              reacting.toggle(emoji)
            }}
          >
            {emoji}
          </button>
        ))}
      </fieldset>
    </Menu>
  )
}
