import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Trouble } from '@snug/tools/house'
import { compare, type Settings } from './compare.ts'
import { ABOUT_DEVELOPING, developing } from './developing/developing.ts'
import { ABOUT_FOOTPRINT, footprint } from './footprint.ts'
import { ABOUT_PAGE, ABOUT_SCROLLING, page, scrolling } from './page/page.ts'
import { twoCores } from './process.ts'
import { SCENARIOS } from './scenarios.ts'
import { tableOf } from './table.ts'

/** What is measured otherwise than by loading both systems in the same way. */
const OTHERS = {
  developing: { about: ABOUT_DEVELOPING, measure: developing },
  footprint: { about: ABOUT_FOOTPRINT, measure: footprint },
  page: { about: ABOUT_PAGE, measure: page },
  scrolling: { about: ABOUT_SCROLLING, measure: scrolling },
}
const NAMES = [...Object.keys(SCENARIOS), ...Object.keys(OTHERS)]
/** What takes its ten minutes is measured when it is asked for by name. */
const ALL = NAMES.filter((name) => name !== 'scrolling')
const DEFAULT_RUNS = 3
const MAX_RUNS = 20

const USAGE = `npm run bench -- NAME... [--runs N]     what Snug makes of this machine, beside what the machine can do

${Object.entries({ ...SCENARIOS, ...OTHERS })
  .map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)
  .join('\n')}
  all        all of them but scrolling, in some 8 minutes

Snug is the whole house as npm start runs it, without rate limits. The limit is one bare ws server that knows no rights and no
sessions, but stores each message as durably in the same kind of database. N rounds in turn (${DEFAULT_RUNS} when left out); medians. Every
run is checked: each member got each message once, all in one order, after which it counts. Only the ratios mean
something on another machine. The data lies in TMPDIR, which should be a disk.
`

/** @throws Trouble on what it does not know */
function readArguments() {
  const { values, positionals } = parsed()
  const short = positionals.length === 0
  const runs = Number(values.runs ?? (short ? 1 : DEFAULT_RUNS))
  if (!Number.isInteger(runs) || runs < 1 || runs > MAX_RUNS) throw new Trouble(`--runs is from 1 to ${MAX_RUNS}.`)
  const unknown = positionals.find((name) => name !== 'all' && !NAMES.includes(name))
  if (unknown) throw new Trouble(`There is no "${unknown}".\n\n${USAGE}`)
  return { short, runs, names: short || positionals.includes('all') ? ALL : positionals }
}

function parsed() {
  try {
    return parseArgs({ options: { runs: { type: 'string' } }, allowPositionals: true })
  } catch (error) {
    throw new Trouble(`${(error as Error).message}\n\n${USAGE}`)
  }
}

async function measure(name: string, settings: Settings): Promise<void> {
  const plan = SCENARIOS[name]
  const { about, measure: measureOther } = OTHERS[name as keyof typeof OTHERS] ?? {}
  console.log(`\n${name}: ${plan?.about ?? about}`)
  console.log(tableOf(plan ? await compare(plan, settings) : await measureOther(settings, console.log)))
}

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stopping.abort(new Trouble('Stopped.')))
const folder = mkdtempSync(join(tmpdir(), 'snug-bench-'))
chmodSync(folder, 0o711) // the database's user must pass
try {
  const { short, runs, names } = readArguments()
  const cores = twoCores()
  if (short) console.log(`${USAGE}\nA short round of all:`)
  console.log(
    `Medians of ${runs}. ${
      cores
        ? `Servers with their databases on core ${cores.server}, the load generator on core ${cores.generator}.`
        : 'There are no two cores, or no taskset: servers and load generator share what there is.'
    } Load average before: ${loadavg()[0]?.toFixed(1)}.`,
  )
  for (const name of names) await measure(name, { runs, folder, cores, signal: stopping.signal })
} catch (error) {
  console.error(stopping.signal.aborted ? 'Stopped.' : error instanceof Trouble ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
