import { useId } from 'react'

interface ChoicesProps<T extends string> {
  legend: string
  /** What may be chosen, each with its name. */
  choices: Record<T, string>
  chosen: T
  onChange: (choice: T) => void
  /** The language that a choice's name is in, where that is not the page's. */
  langOf?: (choice: T) => string | undefined
}

/** One of a few. */
export function Choices<T extends string>({ legend, choices, chosen, onChange, langOf }: ChoicesProps<T>) {
  const name = useId()
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      <div>
        {(Object.entries(choices) as [T, string][]).map(([choice, label]) => (
          <label key={choice} lang={langOf?.(choice)}>
            <input
              type="radio"
              name={name}
              value={choice}
              checked={choice === chosen}
              onChange={() => onChange(choice)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
