import { useId } from 'react'
import { useTranslation } from 'react-i18next'

interface CountedFieldProps {
  label: string
  name: string
  hint?: string
  value: string
  /** Characters, as the house counts them. */
  most: number
  /** Of a field that may have several lines. */
  rows?: number
  fault?: string | undefined
  autoComplete?: string
  onChange: (value: string) => void
}

/** A field that says how much of its room is taken. */
export function CountedField({ label, hint, value, most, rows, fault, onChange, ...rest }: CountedFieldProps) {
  const { t } = useTranslation('fields')
  const id = useId()
  const count = [...value].length
  const common = {
    ...rest,
    id,
    value,
    dir: 'auto',
    'aria-describedby': `${fault ? `${id}-fault ` : ''}${hint ? `${id}-hint ` : ''}${id}-count`,
    'aria-invalid': fault || count > most ? true : undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  } as const
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows ? <textarea rows={rows} {...common} /> : <input {...common} />}
      {fault && (
        <small id={`${id}-fault`} className="field-fault">
          {fault}
        </small>
      )}
      <div className="field-below">
        {hint && (
          <small id={`${id}-hint`} className="muted">
            {hint}
          </small>
        )}
        <small id={`${id}-count`} className={count > most ? 'field-fault' : 'muted'}>
          {t('count', { count, most })}
        </small>
      </div>
    </div>
  )
}
