import { setTimeout as sleep } from 'node:timers/promises'
import { atOnce } from '../at-once.ts'
import type { LoadPlan } from '../scenarios.ts'
import { Client } from './client.ts'
import { type Job, type Result, watch } from './job.ts'
import { Latencies } from './latencies.ts'
import { Ledger, type Room } from './ledger.ts'

/** Programs run faster when they have run for a while. */
const WARM_UP_MS = 1_000
/** For the last messages to arrive, and then for one too many. */
const DRAIN_MS = 10_000
const SURPLUS_MS = 100
const CONNECTING = 50
/** Messages without an answer at which an open loop is lost. */
const MAX_BACKLOG = 10_000

/** A member who speaks. */
interface Sender {
  client: Client
  room: Room
  roomId: string
  /** Waits for messages to come back to their sender, by number. */
  own: Map<number, () => void>
}

/** Rooms full of members, some of whom send: how fast, how late, and whether all of it arrived as promised. */
export async function sendMessages({ port, pids, plan, rooms }: Job<LoadPlan>): Promise<Result> {
  const ledger = new Ledger()
  const latencies = new Latencies()
  let [measuring, running] = [false, true]
  const senders = await seatAll()

  function send({ client, room, roomId, own }: Sender, due: number, onFinished: () => void): void {
    const number = ledger.send(room, due)
    let open = 2 // the acknowledgement, and its way back here
    const half = () => --open === 0 && onFinished()
    own.set(number, half)
    client.send(roomId, number, () => {
      ledger.acknowledge(number)
      half()
    })
  }

  function closedLoop(sender: Sender): void {
    if (running) send(sender, performance.now(), () => closedLoop(sender))
  }

  /** A message that could not be sent in time still counts from when it was due: who waits for a stalled server waits too. */
  async function openLoop(rate: number): Promise<void> {
    const begun = performance.now()
    for (let i = 0; running; i++) {
      const due = begun + (i * 1000) / rate
      await until(due)
      if (ledger.waiting > MAX_BACKLOG) throw new Error(`${rate} messages/s are too many for this server`)
      send(senders[i % senders.length] as Sender, due, () => {})
    }
  }

  /** Members by the length of the table first, so that in an open loop every room gets its share. */
  async function seatAll(): Promise<Sender[]> {
    const seats = rooms.flatMap(({ id, tokens }) => {
      const room = ledger.room()
      return tokens.map((token, index) => ({ room, seat: room.seat(), roomId: id, token, index }))
    })
    const speaking: (Sender & { index: number })[] = []
    await atOnce(CONNECTING, seats, async ({ room, seat, roomId, token, index }) => {
      const own = new Map<number, () => void>()
      const client = await Client.connect(port, token, (number, at) => {
        const late = at - seat.receive(number)
        if (measuring) latencies.add(late)
        if (own.size > 0) own.get(number)?.()
      })
      await client.subscribe(roomId)
      if (index < plan.senders) speaking.push({ client, room, roomId, own, index })
    })
    return speaking.sort((a, b) => a.index - b.index)
  }

  const loop = 'rate' in plan.pace ? openLoop(plan.pace.rate) : undefined
  if ('window' in plan.pace) for (const sender of senders) for (let i = 0; i < plan.pace.window; i++) closedLoop(sender)
  await sleep(WARM_UP_MS)

  const [acknowledged, delivered, passed] = [ledger.acknowledged, ledger.delivered, watch(pids)]
  measuring = true
  await sleep(plan.seconds * 1000)
  measuring = false
  const { seconds, cpuMs, busy } = passed()
  const [messages, deliveries] = [ledger.acknowledged - acknowledged, ledger.delivered - delivered]

  running = false
  await loop
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

/** Timers are late by up to a millisecond or two; the rest is spent looking at the clock between other events. */
async function until(due: number): Promise<void> {
  const wait = due - performance.now()
  if (wait > 2) await sleep(wait - 1.5)
  while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
}
