const DAY_MS = 86_400_000

export const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
/** The time where there is little room: without AM and PM. */
export const bareClock = (time: Date) =>
  clock
    .formatToParts(time)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim()
const date = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const dateOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
export const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()

/** Days of the calendar between then and now, here. */
const daysAgo = (then: Date, now: Date) => Math.round((midnight(now) - midnight(then)) / DAY_MS)

/** The head of a day: "Today", "Yesterday", "Monday, 3 May", "3 May 2025". */
export function dayName(then: Date, now = new Date()): string {
  const days = daysAgo(then, now)
  if (days <= 1) return capitalized(relative.format(-Math.max(days, 0), 'day'))
  return (then.getFullYear() === now.getFullYear() ? date : dateOfYear).format(then)
}

/** As short as a list has room for: a time today, else the day. */
export function shortTime(then: Date, now = new Date()): string {
  return daysAgo(then, now) <= 0
    ? clock.format(then)
    : then.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })
}

export const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
