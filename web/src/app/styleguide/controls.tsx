import { SendHorizontal } from 'lucide-react'
import { EmojiButton } from '../../emoji/emoji-button.tsx'
import { Field } from '../../ui/field.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { State } from './state.tsx'

/** What is pressed, and what is filled in. */
export function Controls() {
  return (
    <>
      <State name="Button: plain, primary, danger, disabled">
        <div className="styleguide-row">
          <button type="button" className="button">
            Cancel
          </button>
          <button type="button" className="button primary">
            Create room
          </button>
          <button type="button" className="button danger">
            Delete
          </button>
          <button type="button" className="button primary" disabled>
            Creating…
          </button>
        </div>
      </State>
      <State name="Button: an icon, a link, emojis">
        <div className="styleguide-row">
          <button type="button" className="icon-button" aria-label="Send">
            <SendHorizontal />
          </button>
          <button type="button" className="link-button">
            Try now
          </button>
          <EmojiButton label="Emojis" onPick={() => {}} />
        </div>
      </State>
      <State name="Field: empty, with a hint, filled, wrong">
        <Field label="Display name" />
        <Field label="Username" hint="3 to 32 letters, digits, _ . or -" />
        <Field label="Room" defaultValue="The lake" />
        <Field label="Email" type="email" defaultValue="not an address" aria-invalid />
      </State>
      <State name="Password">
        <PasswordField autoComplete="off" hint="At least 8 characters" />
      </State>
    </>
  )
}
