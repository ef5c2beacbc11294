import { footprint } from './footprint.ts'

/** What `npm run bench -- NAME` can measure. */
const benchmarks: Record<string, () => Promise<void>> = { footprint }

const [name = ''] = process.argv.slice(2)
const run = benchmarks[name]
if (run) await run()
else {
  console.error(
    `Say what to measure: ${Object.keys(benchmarks)
      .map((each) => `npm run bench -- ${each}`)
      .join(', ')}`,
  )
  process.exitCode = 1
}
