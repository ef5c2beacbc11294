import { useTranslation } from 'react-i18next'
import { monthName, shortMonth } from '../ui/time.ts'
import { dayIn } from './months.ts'

interface RulerProps {
  months: readonly { month: string; count: number }[]
  /** The month that one looks at. */
  current: string | undefined
  onJump: (month: string) => void
}

/** The months of the wall, to go to one: a list beside it, and where there is no room for that a menu. */
export function Ruler({ months, current, onJump }: RulerProps) {
  const { t } = useTranslation('wall')
  return (
    <nav className="wall-ruler" aria-label={t('months')}>
      <ol>
        {months.map(({ month, count }, at) => (
          <li key={month}>
            {yearOf(month) !== yearOf(months[at - 1]?.month) && <span className="wall-year">{yearOf(month)}</span>}
            <button
              type="button"
              aria-current={month === current ? 'true' : undefined}
              aria-label={t('month', { month: monthName(dayIn(month)), count })}
              onClick={() => onJump(month)}
            >
              {shortMonth(dayIn(month))}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function MonthMenu({ months, current, onJump }: RulerProps) {
  const { t } = useTranslation('wall')
  return (
    <select
      className="wall-menu"
      aria-label={t('goTo')}
      value={current ?? ''}
      onChange={(event) => onJump(event.target.value)}
    >
      {months.map(({ month }) => (
        <option key={month} value={month}>
          {monthName(dayIn(month))}
        </option>
      ))}
    </select>
  )
}

const yearOf = (month: string | undefined) => month?.slice(0, 4)
