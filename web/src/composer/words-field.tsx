import { type RefObject, useId } from 'react'
import { useTranslation } from 'react-i18next'

interface WordsFieldProps {
  label: string
  /** Whom the words are for. */
  hint: string
  most: number
  box: RefObject<HTMLTextAreaElement | null>
  value: string
  onChange: (words: string) => void
}

/** From this share of what fits a writer is told how much is left. */
const NEAR = 0.9

/** A field for words about a picture: of one paragraph, that tells when little is left. */
export function WordsField({ label, hint, most, box, value, onChange }: WordsFieldProps) {
  const { t } = useTranslation('composer')
  const [fieldId, hintId] = [useId(), useId()]
  return (
    <div className="field">
      <label htmlFor={fieldId}>{label}</label>
      <textarea
        id={fieldId}
        ref={box}
        rows={2}
        dir="auto"
        maxLength={most}
        aria-describedby={hintId}
        value={value}
        onChange={(event) => onChange(event.target.value.replaceAll('\n', ' '))}
      />
      <small id={hintId} className="muted">
        {value.length < most * NEAR ? hint : t('left', { count: most - value.length })}
      </small>
    </div>
  )
}
