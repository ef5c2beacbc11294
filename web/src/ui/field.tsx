import { type ComponentProps, type ReactNode, useId } from 'react'

export interface FieldProps extends ComponentProps<'input'> {
  label: string
  hint?: ReactNode
  /** What is wrong with what was entered. */
  fault?: string | undefined
  children?: ReactNode
}

/** A labelled input, with a hint or what is wrong below, and perhaps a button inside. */
export function Field({ label, hint, fault, children, ...input }: FieldProps) {
  const id = useId()
  const below = fault ? `${id}-fault` : hint ? `${id}-hint` : undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-box">
        <input id={id} aria-describedby={below} aria-invalid={fault ? true : undefined} {...input} />
        {children}
      </div>
      {fault && (
        <small id={`${id}-fault`} className="field-fault">
          {fault}
        </small>
      )}
      {hint && !fault && (
        <small id={`${id}-hint`} className="muted">
          {hint}
        </small>
      )}
    </div>
  )
}
