import { Problem } from '@snug/contracts'
import { Copy, Pencil, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { useHouse } from '../../session/house.tsx'
import { ActButton } from '../../ui/act-button.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { BackLink } from '../../ui/back-link.tsx'
import Confirm from '../../ui/confirm.tsx'
import Dialog from '../../ui/dialog.tsx'
import Drawer from '../../ui/drawer.tsx'
import { Field } from '../../ui/field.tsx'
import { LineBar, LineNote } from '../../ui/line-bar.tsx'
import { Broken, Lost } from '../../ui/lost.tsx'
import Menu from '../../ui/menu.tsx'
import { MissingOver, MissingScreen } from '../../ui/missing.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Pop } from '../../ui/pop.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Ring } from '../../ui/ring.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import Toaster from '../../ui/toaster.tsx'
import { notify } from '../../ui/toasts.ts'
import { press } from './acts.ts'
import { ada, PEOPLE } from './samples/people.ts'
import { Line, nothing, type Specimen } from './specimen.tsx'

const brokenHouse = new Problem('internal', { requestId: 'req-7f3a9c' })
const AWAY = new Problem('unavailable', { requestId: 'req-81bb02' })
const TOO_MANY = new Problem('too_many_requests', { retryAfter: 40 })

const Asking = () => (
  <Confirm
    title="Remove Jürgen Weißhaupt-Donaudampfschifffahrt?"
    sentence="They can no longer read “The lake”. What they said stays."
    verb="Remove"
    act={() => fetch('/api/v1/rooms').then(() => Promise.reject(brokenHouse))}
    onClose={nothing}
  />
)

function OpenMenu() {
  const opener = useRef<HTMLButtonElement>(null)
  const items = [
    { id: 'copy', label: 'Copy text', icon: <Copy aria-hidden />, act: nothing },
    { id: 'edit', label: 'Edit', icon: <Pencil aria-hidden />, act: nothing },
    { id: 'delete', label: 'Delete', icon: <Trash2 aria-hidden />, danger: true, act: nothing },
  ]
  return (
    <Line>
      <button ref={opener} type="button" className="button">
        Opener
      </button>
      <Menu label="Actions" opener={opener} items={items} onClose={nothing} />
    </Line>
  )
}

function OpenPop() {
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <div style={{ marginTop: 'auto' }}>
      <button ref={opener} type="button" className="button">
        Opener
      </button>
      <Pop label="Location: removed" opener={opener} onClose={nothing}>
        <p style={{ padding: 'var(--s4)' }}>A window beside what opened it; on a phone at the lower edge.</p>
      </Pop>
    </div>
  )
}

const Bar = () => <LineBar live={useHouse().live} />

const notices = async () => {
  notify({ sentence: 'Copied.', ms: 60_000 })
  notify({ sentence: 'Message deleted.', ms: 60_000, action: { word: 'Undo', act: nothing } })
  notify({ sentence: 'Your reaction could not be kept. The house is away for a moment. Try again soon.', ms: 60_000 })
}

const Act = (acting: { isPending?: boolean; error?: unknown }) => (
  <ActButton
    className="button primary"
    acting={{ isPending: false, error: undefined, ...acting }}
    pendingLabel="Logging in…"
  >
    Log in
  </ActButton>
)

export const ui: readonly Specimen[] = [
  {
    name: 'Avatar: a picture, letters on their tints, an emoji',
    draw: (
      <Line>
        {PEOPLE.map(({ id, displayName, avatarId }) => (
          <Avatar key={id} id={id} name={displayName} avatarId={avatarId} />
        ))}
      </Line>
    ),
  },
  {
    name: 'Avatar: from 16 to 96 px',
    draw: (
      <Line>
        {[16, 24, 40, 96].map((size) => (
          <Avatar key={size} id={ada.id} name={ada.displayName} avatarId={ada.avatarId} size={size} />
        ))}
        {[16, 24, 40, 96].map((size) => (
          <Avatar key={size} id={ada.id} name={ada.displayName} size={size} />
        ))}
      </Line>
    ),
  },
  {
    name: 'Field: empty, with a hint, filled, wrong',
    draw: (
      <>
        <Field label="Display name" />
        <Field label="Username" hint="3 to 32 letters, digits, _ . or -" />
        <Field label="Room" defaultValue="غرفة البحيرة" dir="auto" />
        <Field label="Username" defaultValue="ad" fault="At least 3 characters." />
      </>
    ),
  },
  {
    name: 'PasswordField: hidden, with a hint, wrong',
    draw: (
      <>
        <PasswordField autoComplete="off" hint="At least 8 characters" />
        <PasswordField autoComplete="off" defaultValue="1234" fault="At least 8 characters." />
      </>
    ),
  },
  {
    name: 'PasswordField: shown',
    frame: 110,
    inset: true,
    draw: <PasswordField autoComplete="off" defaultValue="correct horse battery" />,
    act: () => press('Show password'),
  },
  { name: 'ProblemNote: final', draw: <ProblemNote error={new Problem('room_not_found')} /> },
  {
    name: 'ProblemNote: the house is to blame, with the number of the request',
    draw: <ProblemNote error={brokenHouse} onRetry={nothing} />,
  },
  { name: 'ProblemNote: away for a moment', draw: <ProblemNote error={AWAY} onRetry={nothing} /> },
  { name: 'ProblemNote: too many requests', draw: <ProblemNote error={TOO_MANY} onRetry={nothing} /> },
  {
    name: 'Ring: begun, half, done',
    draw: (
      <Line>
        {[0, 0.08, 0.5, 1].map((part) => (
          <Ring key={part} part={part} label={`Sending picture, ${part}`} />
        ))}
      </Line>
    ),
  },
  { name: 'ActButton', draw: <Act /> },
  { name: 'ActButton: is being done', draw: <Act isPending /> },
  { name: 'ActButton: too often', draw: <Act error={TOO_MANY} /> },
  { name: 'Skeleton', draw: <Skeleton lines={3} label="Loading messages" /> },
  { name: 'LineNote: offline', frame: 130, draw: <LineNote isOffline seconds={0} onWake={nothing} /> },
  { name: 'LineNote: waits', frame: 130, draw: <LineNote isOffline={false} seconds={12} onWake={nothing} /> },
  { name: 'LineNote: connects', frame: 130, draw: <LineNote isOffline={false} seconds={0} onWake={nothing} /> },
  {
    name: 'LineBar: after two seconds without a line',
    frame: 130,
    prime: ({ live }) => live.line.set({ kind: 'waiting', until: Date.now() + 30_000 }),
    draw: <Bar />,
  },
  { name: 'PageHead, with BackLink on a phone', frame: 90, draw: <PageHead title="Settings" /> },
  { name: 'BackLink', frame: 80, inset: true, draw: <BackLink /> },
  { name: 'Lost', frame: 260, draw: <Lost /> },
  { name: 'MissingScreen', frame: 260, draw: <MissingScreen onRetry={nothing} /> },
  { name: 'MissingOver', frame: 160, draw: <MissingOver onRetry={nothing} onClose={nothing} /> },
  { name: 'Broken', frame: 320, draw: <Broken error={brokenHouse} reset={nothing} /> },
  {
    name: 'Dialog',
    frame: 380,
    draw: (
      <Dialog title="Into which room?" onClose={nothing}>
        <p>A window over the page: keeps the focus inside, closes with Esc, gives the focus back.</p>
        <div className="dialog-actions">
          <button type="button" className="button">
            Cancel
          </button>
          <button type="button" className="button primary">
            Create room
          </button>
        </div>
      </Dialog>
    ),
  },
  { name: 'Confirm: asks', frame: 380, draw: <Asking /> },
  { name: 'Confirm: is being done', frame: 380, draw: <Asking />, act: () => press('Remove') },
  { name: 'Confirm: failed', frame: 440, draw: <Asking />, answer: brokenHouse, act: () => press('Remove') },
  {
    name: 'Drawer',
    frame: 400,
    draw: (
      <Drawer label="Rooms and more" onClose={nothing}>
        <p style={{ padding: 'var(--s4)' }}>Slides in from where reading begins.</p>
      </Drawer>
    ),
  },
  { name: 'Menu: on a phone', frame: 380, draw: <OpenMenu /> },
  { name: 'Menu: on a desk', frame: 260, wide: true, draw: <OpenMenu /> },
  { name: 'Pop: on a phone', frame: 300, draw: <OpenPop /> },
  { name: 'Pop: on a desk', frame: 200, wide: true, draw: <OpenPop /> },
  { name: 'Toaster: notices, one with a way back', frame: 320, draw: <Toaster />, act: notices },
]
