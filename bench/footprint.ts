import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts, House, type Member, SERVICES } from '@snug/tools/house'

/** A process that has just started has garbage to drop; at rest is what it is after a while. */
const REST_MS = 10_000
const STARTS = 3

/** Seconds from nothing running to everything ready, and what the processes hold in memory at rest. */
export async function footprint(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'snug-footprint-'))
  try {
    console.log(`first start, empty data folder:  ${(await startOnce(dataDir)).toFixed(2)} s`)
    const times: number[] = []
    for (let i = 1; i < STARTS; i++) times.push(await startOnce(dataDir))
    times.push(await startOnce(dataDir, report))
    console.log(
      `start with data, median of ${STARTS}:    ${times.sort((a, b) => a - b)[Math.floor(STARTS / 2)]?.toFixed(2)} s`,
    )
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function startOnce(dataDir: string, then: (house: House) => Promise<void> = async () => {}): Promise<number> {
  const [port = 0] = await freePorts(1)
  const house = new House({ dataDir, port, logLevel: 'warn', print: console.error })
  const begun = performance.now()
  try {
    await house.start()
    const seconds = (performance.now() - begun) / 1000
    await then(house)
    return seconds
  } finally {
    await house.stop()
  }
}

async function report(house: House): Promise<void> {
  await sleep(REST_MS)
  const rows = ([...SERVICES, 'mysql'] as const).map((name) => ({ name, ...memoryOf(house, name) }))
  const services = rows.filter(({ name }) => name !== 'mysql')
  const sum = (of: 'rss' | 'pss') => services.reduce((total, row) => total + row[of], 0)
  console.log('\nMiB at rest          resident   proportional (shared pages counted once)')
  for (const { name, rss, pss } of [...rows, { name: 'five services', rss: sum('rss'), pss: sum('pss') }])
    console.log(`${name.padEnd(20)} ${rss.toFixed(1).padStart(8)} ${pss.toFixed(1).padStart(14)}`)
  console.log()
}

/** MiB, from the kernel's own count of the process. */
function memoryOf(house: House, name: Member): { rss: number; pss: number } {
  const text = readFileSync(`/proc/${house.pid(name)}/smaps_rollup`, 'utf8')
  const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024
  return { rss: read('Rss'), pss: read('Pss') }
}
