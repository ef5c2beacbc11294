import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, type FieldProps } from './field.tsx'

/** A password that may be pasted, managed and looked at. */
export function PasswordField(props: Omit<FieldProps, 'label' | 'name' | 'type'>) {
  const { t } = useTranslation('fields')
  const [shown, setShown] = useState(false)
  return (
    <Field
      label={t('password')}
      name="password"
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      required
      {...props}
    >
      <button
        type="button"
        className="icon-button field-inset"
        aria-label={t(shown ? 'hidePassword' : 'showPassword')}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </button>
    </Field>
  )
}
