import { locale } from '../words/words.ts'

const DAY_MS = 86_400_000

const FORMATS = {
  clock: { hour: '2-digit', minute: '2-digit' },
  date: { weekday: 'long', day: 'numeric', month: 'long' },
  dateOfYear: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDate: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  shortMonth: { month: 'short' },
  dateAndTime: { dateStyle: 'medium', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const made = new Map<string, Intl.DateTimeFormat>()

/** Making one is dear, and the reader may change the language. */
function format(name: keyof typeof FORMATS): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale(), FORMATS[name])
  made.set(key, known)
  return known
}

export const clock = (time: Date): string => format('clock').format(time)
export const dateAndTime = (time: Date): string => format('dateAndTime').format(time)
/** "May 2026" */
export const monthName = (time: Date): string => format('month').format(time)
/** "May", where the year stands beside it */
export const shortMonth = (time: Date): string => format('shortMonth').format(time)

/** The time where there is little room: without AM and PM. */
export const bareClock = (time: Date): string =>
  format('clock')
    .formatToParts(time)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim()

const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()

/** Days of the calendar between then and now, here. */
const daysAgo = (then: Date, now: Date) => Math.round((midnight(now) - midnight(then)) / DAY_MS)

/** The head of a day: "Today", "Yesterday", "Monday, 3 May", "3 May 2025". */
export function dayName(then: Date, now = new Date()): string {
  const days = daysAgo(then, now)
  if (days <= 1) {
    const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
    return capitalized(relative.format(-Math.max(days, 0), 'day'))
  }
  return format(then.getFullYear() === now.getFullYear() ? 'date' : 'dateOfYear').format(then)
}

/** As short as a list has room for: a time today, else the day. */
export function shortTime(then: Date, now = new Date()): string {
  return daysAgo(then, now) <= 0 ? clock(then) : format('shortDate').format(then)
}

export const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
