import type { Message } from '@snug/contracts'
import { Ellipsis, Reply, SmilePlus } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { EmojiPicker } from '../emoji/emoji-button.tsx'
import { useTabIndex } from '../ui/tab-stop.ts'
import type { Action } from './actions.ts'
import type { Reacting } from './reacting.ts'
import type { Shown } from './use-actions.ts'

const MessageMenu = lazy(() => import('./message-menu.tsx'))
const WhoReacted = lazy(() => import('./who-reacted.tsx'))

/** What people do most. */
const QUICK = [
  ['react', SmilePlus],
  ['reply', Reply],
] as const

interface MessageBarProps {
  message: Message
  actions: readonly Action[]
  reacting: Reacting
  /** One points at the message, or has the focus in it. */
  isNear: boolean
  shown: Shown
  onShow: (shown: Shown) => void
  onAct: (action: Action) => void
}

/**
 * What can be done with a message, beside it: shown where one points or has the focus, and on a phone as the one button
 * that opens the rest. That button alone is on the way of Tab, for the menu has everything; the others are not drawn
 * before one comes near, for there are many messages, and each button takes its time.
 */
export function MessageBar({ message, actions, reacting, isNear, shown, onShow, onAct }: MessageBarProps) {
  const { t } = useTranslation('timeline')
  const more = useRef<HTMLButtonElement>(null)
  const tabIndex = useTabIndex()
  const title = t('actions.title')
  const close = () => onShow(undefined)
  return (
    <div className="said-bar" data-open={shown !== undefined || undefined}>
      {isNear &&
        QUICK.map(([action, Icon]) => (
          <button
            key={action}
            type="button"
            tabIndex={-1}
            className="icon-button said-quick"
            aria-label={t(`actions.${action}`)}
            title={t(`actions.${action}`)}
            onClick={() => onAct(action)}
          >
            <Icon />
          </button>
        ))}
      <button
        ref={more}
        type="button"
        className="icon-button"
        tabIndex={tabIndex}
        aria-label={title}
        title={title}
        aria-haspopup="dialog"
        aria-expanded={shown === 'menu'}
        onClick={() => onShow('menu')}
      >
        <Ellipsis />
      </button>
      <Suspense>
        {shown === 'menu' && (
          <MessageMenu
            message={message}
            actions={actions}
            reacting={reacting}
            opener={more}
            onAct={onAct}
            onClose={close}
          />
        )}
        {shown === 'emojis' && (
          <EmojiPicker
            label={t('reactions.add')}
            opener={more}
            onPick={(emoji) => reacting.add(emoji)}
            onClose={close}
          />
        )}
        {shown === 'who' && <WhoReacted reactions={message.reactions} onClose={close} />}
      </Suspense>
    </div>
  )
}
