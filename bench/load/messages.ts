import { setTimeout as sleep } from 'node:timers/promises'
import { atOnce } from '../at-once.ts'
import type { LoadPlan } from '../scenarios.ts'
import { Client } from './client.ts'
import { type Job, type Result, watch } from './job.ts'
import { Latencies } from './latencies.ts'
import { Ledger, type Room } from './ledger.ts'

/** Programs run faster when they have run for a while. */
const WARM_UP_MS = 700
/** For the last messages to arrive, and then for one too many. */
const DRAIN_MS = 10_000
const SURPLUS_MS = 100
const CONNECTING = 50
/** Messages without an answer at which an open loop is lost. */
const MAX_BACKLOG = 10_000

/** Rooms full of members, some of whom send: how fast, how late, and whether all of it arrived as promised. */
export async function sendMessages(job: Job<LoadPlan>): Promise<Result> {
  const { pids, plan } = job
  const ledger = new Ledger()
  const latencies = new Latencies()
  let measuring = false
  const senders = await seatAll(job, ledger, (ms) => {
    if (measuring) latencies.add(ms)
  })
  const stop = 'rate' in plan.pace ? openLoop(senders, plan.pace.rate, ledger) : closedLoops(senders, plan.pace.window)
  await sleep(WARM_UP_MS)

  const [acknowledged, delivered, passed] = [ledger.acknowledged, ledger.delivered, watch(pids)]
  measuring = true
  await sleep(plan.seconds * 1000)
  measuring = false
  const { seconds, cpuMs, busy } = passed()
  const [messages, deliveries] = [ledger.acknowledged - acknowledged, ledger.delivered - delivered]

  await stop()
  for (const end = Date.now() + DRAIN_MS; !ledger.settled && Date.now() < end; ) await sleep(10)
  await sleep(SURPLUS_MS)
  ledger.check()
  const figures = {
    'messages/s': messages / seconds,
    'deliveries/s': deliveries / seconds,
    ...latencies.figures(),
    'CPU ms/1000': (cpuMs / deliveries) * 1000,
  }
  return { figures, busy }
}

/** Connects all members of all rooms. @returns those who send, each room's first, then each room's second, and so on */
async function seatAll(
  { port, plan, rooms }: Job<LoadPlan>,
  ledger: Ledger,
  onDelivery: (ms: number) => void,
): Promise<Sender[]> {
  const seats = rooms.flatMap(({ id, tokens }) => {
    const room = ledger.room()
    return tokens.map((token, index) => ({ id, room, token, index, seat: room.seat() }))
  })
  const senders: { index: number; sender: Sender }[] = []
  await atOnce(CONNECTING, seats, async ({ id, room, token, index, seat }) => {
    const own = new Map<number, () => void>()
    const client = await Client.connect(port, token, (number, at) => {
      onDelivery(at - seat.receive(number))
      if (own.size === 0) return
      own.get(number)?.()
      own.delete(number)
    })
    await client.subscribe(id)
    if (index < plan.senders) senders.push({ index, sender: new Sender(client, id, room, own) })
  })
  return senders.sort((a, b) => a.index - b.index).map(({ sender }) => sender)
}

/** A member who speaks. */
class Sender {
  readonly #client: Client
  readonly #roomId: string
  readonly #room: Room
  /** Called when a message is back at its sender, by its number. */
  readonly #own: Map<number, () => void>

  constructor(client: Client, roomId: string, room: Room, own: Map<number, () => void>) {
    this.#client = client
    this.#roomId = roomId
    this.#room = room
    this.#own = own
  }

  /** Says the next message; it is finished when it is acknowledged and back here. */
  send(due: number, onFinished = () => {}): void {
    const { ledger } = this.#room
    const number = ledger.send(this.#room, due)
    let left = 2
    const half = () => {
      if (--left === 0) onFinished()
    }
    this.#own.set(number, half)
    this.#client.send(this.#roomId, number, () => {
      ledger.acknowledge(number)
      half()
    })
  }
}

/** Each sender has `window` unfinished messages at any time: as fast as the server can. @returns stops it */
function closedLoops(senders: Sender[], window: number): () => void {
  let running = true
  const next = (sender: Sender) => {
    if (running) sender.send(performance.now(), () => next(sender))
  }
  for (const sender of senders) for (let i = 0; i < window; i++) next(sender)
  return () => {
    running = false
  }
}

/**
 * `rate` messages a second, whatever the server does. What could not be sent in time counts from when it was due all the
 * same: where a server stalls, people wait too. @returns stops it
 */
function openLoop(senders: Sender[], rate: number, ledger: Ledger): () => Promise<void> {
  let running = true
  const send = async () => {
    const begun = performance.now()
    for (let i = 0; running; i++) {
      const due = begun + (i * 1000) / rate
      await until(due)
      if (ledger.waiting > MAX_BACKLOG) throw new Error(`${rate} messages/s are too many for this server`)
      senders[i % senders.length]?.send(due)
    }
  }
  const ended = send()
  return () => {
    running = false
    return ended
  }
}

/** Timers are late by up to a millisecond or two; the rest is spent looking at the clock between other events. */
async function until(due: number): Promise<void> {
  const wait = due - performance.now()
  if (wait > 2) await sleep(wait - 1.5)
  while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
}
