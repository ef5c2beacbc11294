import { useId } from 'react'

interface SwitchProps {
  label: string
  hint: string
  on: boolean
  onChange: (on: boolean) => void
}

/** One thing that is on or off, with what that means below its name. The whole row is the target. */
export function Switch({ label, hint, on, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="switch-row">
      <label htmlFor={id}>
        <span>{label}</span>
        <small id={`${id}-hint`} className="muted">
          {hint}
        </small>
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className="switch"
        aria-label={label}
        aria-describedby={`${id}-hint`}
        aria-checked={on}
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  )
}
