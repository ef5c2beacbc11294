import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Field, type FieldProps } from './field.tsx'

/** A password that may be pasted, managed and looked at. */
export function PasswordField(props: Omit<FieldProps, 'label' | 'name' | 'type'>) {
  const [shown, setShown] = useState(false)
  return (
    <Field label="Password" name="password" type={shown ? 'text' : 'password'} required {...props}>
      <button
        type="button"
        className="icon-button field-inset"
        aria-label={shown ? 'Hide password' : 'Show password'}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff /> : <Eye />}
      </button>
    </Field>
  )
}
