import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Settings } from '../compare.ts'
import { Latencies } from '../load/latencies.ts'
import { snug } from '../systems/snug.ts'
import { median, type Rounds } from '../table.ts'
import { numbered, photograph } from './photograph.ts'
import { Sender } from './sender.ts'

/** Pictures of 12 megapixels in each round; some seconds of all cores. */
const DEVELOPED = 48
/** A post of somebody who holds up nobody else. */
const CROWD = 100
/** Pictures under way while others chat. */
const BUSY = 50
const TALK_MS = 20
const QUIET_MS = 10_000
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
  const ada = await Sender.signUp(url, 'ada')
  const stand: Stand = { url, file, ada, several, print }
  try {
    await ada.post(several(2))
    for (let run = 0; run < runs; run++) {
      signal.throwIfAborted()
      rounds.limit.push(figures(await bareSharp(file, join(folder, 'bare'))))
      rounds.snug.push(figures(await ada.post(several(DEVELOPED))))
    }
    await tellSingles(stand)
    await tellCrowd(stand)
    await tellChat(stand)
  } finally {
    ada.close()
    await running.stop()
  }
  return rounds
}

interface Stand {
  url: string
  /** A picture on disk. */
  file: string
  ada: Sender
  /** The picture, that many times, each in other bytes. */
  several: (count: number) => Buffer[]
  print: (line: string) => void
}

async function bareSharp(file: string, folder: string): Promise<number> {
  const script = join(import.meta.dirname, '../limit/develop.ts')
  const args = [script, file, folder, String(DEVELOPED), String(availableParallelism())]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Number(stdout)
}

async function tellSingles({ ada, several, print }: Stand): Promise<void> {
  const times: { answered: number; seen: number }[] = []
  for (const picture of several(SINGLES)) times.push(await ada.upload(picture))
  const [answered, seen] = [median(times.map((time) => time.answered)), median(times.map((time) => time.seen))]
  print(
    `a picture of 2 MB in one request: 201 after ${ms(answered)}, its thumbnail seen after ${ms(seen)} (median of ${SINGLES})`,
  )
}

async function tellCrowd({ url, file, ada, several, print }: Stand): Promise<void> {
  const postOnes = async () => {
    const times: number[] = []
    for (let i = 0; i < SINGLES; i++) times.push(await ada.post(several(1)))
    return median(times)
  }
  const alone = await postOnes()
  const crowd = await poster(url, 'crowd', file, CROWD)
  const took = crowd.begin()
  await sleep(2_000)
  const besides = await postOnes()
  print(
    `one picture is in its place after ${ms(alone)} alone, and ${ms(besides)} beside somebody's ${CROWD}, which took ${ms(await took)}`,
  )
}

async function tellChat({ url, file, ada, print }: Stand): Promise<void> {
  const began = performance.now()
  const quiet = latenciesOf(await ada.talk(TALK_MS, () => performance.now() > began + QUIET_MS))
  const busyPerson = await poster(url, 'busy', file, BUSY)
  const took = busyPerson.begin()
  const sending = latenciesOf(await ada.talk(TALK_MS, isDone(busyPerson.sent)))
  const busy = latenciesOf(await ada.talk(TALK_MS, isDone(took)))
  const shown = (figures: Latencies) => `p50 ${ms(figures.at(0.5))}, p99 ${ms(figures.at(0.99))}`
  print(
    `a message is confirmed: ${shown(quiet)} when quiet; ${shown(sending)} while ${BUSY} pictures come as fast as they can; ${shown(busy)} while they are developed`,
  )
}

/** Tells whether a promise is kept by now. */
function isDone(promise: Promise<unknown>): () => boolean {
  let done = false
  promise.finally(() => {
    done = true
  })
  return () => done
}

/** Somebody in another process, ready to post. */
async function poster(url: string, username: string, file: string, count: number) {
  const script = join(import.meta.dirname, 'poster.ts')
  const child = spawn(process.execPath, [script, url, username, file, String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  const sent = once(lines, 'line')
  return {
    /** All bytes have been taken. */
    sent,
    begin: async (): Promise<number> => {
      child.stdin.write('go\n')
      await sent
      const [took] = await once(lines, 'line')
      return Number(took)
    },
  }
}

function latenciesOf(times: number[]): Latencies {
  const latencies = new Latencies()
  for (const time of times) latencies.add(time)
  return latencies
}

const ms = (time: number) =>
  time >= 10_000 ? `${(time / 1000).toFixed(1)} s` : `${time.toFixed(time < 100 ? 1 : 0)} ms`
