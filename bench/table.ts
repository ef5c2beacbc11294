import type { Result } from './load/job.ts'

/** What each round measured, the first of the one beside the first of the other. */
export type Rounds = Record<'limit' | 'snug', Result[]>

/** A generator that was busier than this had no time left to measure the server. */
const TOO_BUSY = 0.95

/** Medians of the rounds, and the median of their ratios: what Snug takes of, or makes of, what the machine can do. */
export function tableOf({ limit, snug }: Rounds): string {
  const columns = Object.keys(limit[0]?.figures ?? {})
  const figure = (result: Result | undefined, column: string) => result?.figures[column] ?? Number.NaN
  const medians = (results: Result[]) => columns.map((column) => median(results.map((each) => figure(each, column))))
  const ratios = columns.map((column) => median(snug.map((each, i) => figure(each, column) / figure(limit[i], column))))
  const rows = [
    ['', ...columns],
    ['limit', ...medians(limit).map(shown)],
    ['snug', ...medians(snug).map(shown)],
    ['snug / limit', ...ratios.map((ratio) => ratio.toFixed(2))],
  ]
  const widths = ['', ...columns].map((_, i) => Math.max(8, ...rows.map((row) => row[i]?.length ?? 0)))
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(widths[i] ?? 0))).join('  '),
  )
  const busy = Math.max(...[...limit, ...snug].map((result) => result.busy))
  if (busy > TOO_BUSY)
    lines.push(`The generator used ${(busy * 100).toFixed(0)} % of its core: faster servers would look the same.`)
  return lines.join('\n')
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** Three digits are what such a figure is good for. */
const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
