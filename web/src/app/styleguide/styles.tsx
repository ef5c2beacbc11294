import { Compass, SendHorizontal } from 'lucide-react'
import { Line, type Specimen } from './specimen.tsx'

/** What every button looks like, by its class. */
const Kinds = ({ disabled }: { disabled?: boolean }) => (
  <Line>
    {['', 'primary', 'danger', 'small'].map((kind) => (
      <button key={kind} type="button" className={`button ${kind}`} disabled={disabled}>
        {kind || 'plain'}
      </button>
    ))}
    <button type="button" className="icon-button" aria-label="Send" disabled={disabled}>
      <SendHorizontal />
    </button>
  </Line>
)

export const styles: readonly Specimen[] = [
  { name: 'Buttons', draw: <Kinds /> },
  { name: 'Buttons, disabled', draw: <Kinds disabled /> },
  {
    name: 'Button: as wide as its place, with a sign, with long words',
    draw: (
      <>
        <button type="button" className="button primary wide">
          Log in
        </button>
        <button type="button" className="button">
          <Compass aria-hidden /> Öffentliche Räume entdecken
        </button>
        <button type="button" className="link-button">
          Try now
        </button>
      </>
    ),
  },
  {
    name: 'Words: headings, muted, a note',
    draw: (
      <>
        <h2>The lake</h2>
        <p>Swimming, boats, and what we cooked</p>
        <p className="muted">4 members</p>
        <p className="note">Your account is deleted, with all you said and every picture of yours.</p>
      </>
    ),
  },
]
