import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Settings } from '../compare.ts'
import { Latencies } from '../load/latencies.ts'
import { snug } from '../systems/snug.ts'
import { median, type Rounds } from '../table.ts'
import { numbered, photograph } from './photograph.ts'
import { Sender } from './sender.ts'

/** Pictures of 12 megapixels in each round; some seconds of all cores. */
const DEVELOPED = 24
/** A post of somebody who holds up nobody else. */
const CROWD = 100
/** Pictures under way while others chat. */
const BUSY = 50
const TALK_MS = 50
const QUIET_MS = 5_000
/** Single uploads, of which the median counts. */
const SINGLES = 10

export const ABOUT_DEVELOPING = `${DEVELOPED} pictures of 12 megapixels to all faces, beside bare sharp; and what others notice of it`

/** How quickly pictures are developed, on all cores: those of the house beside those of one process that does nothing else. */
export async function developing({ runs, folder, signal }: Settings, print: (line: string) => void): Promise<Rounds> {
  const rounds: Rounds = { limit: [], snug: [] }
  const picture = await photograph()
  const file = join(folder, 'photograph.jpg')
  await writeFile(file, picture)
  let number = 0
  const several = (count: number, jpeg = picture) => Array.from({ length: count }, () => numbered(jpeg, ++number))
  const figures = (ms: number) => ({ figures: { 'photos/s': (DEVELOPED * 1000) / ms }, busy: 0 })

  const running = await snug.start(join(folder, 'snug-developing'))
  const url = `http://127.0.0.1:${running.port}`
  const people = [await Sender.signUp(url, 'ada'), await Sender.signUp(url, 'ben')]
  const [ada, ben] = people as [Sender, Sender]
  try {
    await ada.post(several(2))
    for (let run = 0; run < runs; run++) {
      signal.throwIfAborted()
      rounds.limit.push(figures(await bareSharp(file, join(folder, 'bare'))))
      rounds.snug.push(figures(await ada.post(several(DEVELOPED))))
    }
    await tellSingles(ada, () => photograph(4_000, 3_000, 70), print)
    await tellCrowd(ada, ben, several, print)
    await tellChat(ada, ben, several, print)
  } finally {
    for (const person of people) person.close()
    await running.stop()
  }
  return rounds
}

async function bareSharp(file: string, folder: string): Promise<number> {
  const script = join(import.meta.dirname, '../limit/develop.ts')
  const args = [script, file, folder, String(DEVELOPED), String(availableParallelism())]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Number(stdout)
}

async function tellSingles(ada: Sender, take: () => Promise<Buffer>, print: (line: string) => void): Promise<void> {
  const jpeg = await take()
  const times: { answered: number; seen: number }[] = []
  for (let i = 0; i < SINGLES; i++) times.push(await ada.upload(numbered(jpeg, i)))
  const [answered, seen] = [median(times.map((time) => time.answered)), median(times.map((time) => time.seen))]
  print(
    `${(jpeg.length / 1e6).toFixed(1)} MB in one request: 201 after ${ms(answered)}, thumbnail seen after ${ms(seen)} (median of ${SINGLES})`,
  )
}

type Several = (count: number) => Buffer[]

async function tellCrowd(ada: Sender, ben: Sender, several: Several, print: (line: string) => void): Promise<void> {
  const alone = median([await ben.post(several(1)), await ben.post(several(1)), await ben.post(several(1))])
  const crowd = ada.post(several(CROWD))
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const besides = median([await ben.post(several(1)), await ben.post(several(1)), await ben.post(several(1))])
  print(
    `one picture is in its place after ${ms(alone)} alone, and ${ms(besides)} beside somebody's ${CROWD}, which took ${ms(await crowd)}`,
  )
}

async function tellChat(ada: Sender, ben: Sender, several: Several, print: (line: string) => void): Promise<void> {
  const began = performance.now()
  const quiet = latenciesOf(await ben.talk(TALK_MS, () => performance.now() > began + QUIET_MS))
  let isOver = false
  const developing = ada.post(several(BUSY)).then(() => {
    isOver = true
  })
  const busy = latenciesOf(await ben.talk(TALK_MS, () => isOver))
  await developing
  const shown = (figures: Latencies) => `p50 ${ms(figures.at(0.5))}, p99 ${ms(figures.at(0.99))}`
  print(`a message is confirmed: ${shown(quiet)} when quiet; ${shown(busy)} while ${BUSY} pictures are developed`)
}

function latenciesOf(times: number[]): Latencies {
  const latencies = new Latencies()
  for (const time of times) latencies.add(time)
  return latencies
}

const ms = (time: number) =>
  time >= 10_000 ? `${(time / 1000).toFixed(1)} s` : `${time.toFixed(time < 100 ? 1 : 0)} ms`
