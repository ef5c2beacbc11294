import { setTimeout as sleep } from 'node:timers/promises'
import { type Dial, Live, newClientId, type Session } from '@snug/client'
import { type ClientId, type PhotoId, Problem, postMessage, type RoomId, type Seq, uploadPhotos } from '@snug/contracts'
import { until } from './support.ts'

/** What a client was told is stored. */
export interface Acked {
  roomId: RoomId
  clientId: ClientId
  seq: Seq
}

/** A message as somebody's screen shows it. */
export type Shown = Pick<Acked, 'seq' | 'clientId'>

export interface Picture {
  dataUrl: string
}

/** Between two tries of a request, in ms; the house says a second, which keeps the lines of a crowd apart. */
const AGAIN_MS = 250

/** One person with a live line, who remembers all that was said, shown and acknowledged. */
export class Talker {
  readonly session: Session
  readonly rooms: RoomId[]
  readonly live: Live
  readonly acked: Acked[] = []
  readonly shown = new Map<RoomId, Shown[]>()
  /** Over the line, in the order of writing. */
  readonly said: Pick<Acked, 'roomId' | 'clientId'>[] = []
  /** What must never happen: a gap, a refusal, a room lost. */
  readonly wrongs: string[] = []
  /** How often an open line was lost. */
  drops = 0
  #wasOpen = false
  #isGone = false

  constructor(session: Session, rooms: RoomId[], dial: Dial = session.dial) {
    this.session = session
    this.rooms = rooms
    this.live = new Live({ me: session.profile.id, dial })
    for (const roomId of rooms) this.shown.set(roomId, [])
    this.live.on((event) => {
      if (event.type === 'message') {
        const { roomId, seq, clientId } = event.message
        this.shown.get(roomId)?.push({ seq, clientId })
      } else if (event.type === 'ack') this.#note(event)
      else if (['gap', 'refused', 'discarded', 'unfollowed', 'room_left'].includes(event.type))
        this.wrongs.push(JSON.stringify(event))
    })
    this.live.line.subscribe(() => {
      if (this.#wasOpen && !this.isOpen) this.drops++
      this.#wasOpen = this.isOpen
    })
  }

  get isOpen(): boolean {
    return this.live.line.get().kind === 'open'
  }

  /** Resolves when the line is open. */
  async arrive(): Promise<this> {
    for (const roomId of this.rooms) this.live.follow(roomId, 0)
    await this.live.start()
    await until(
      () => this.isOpen,
      () => `the line is ${this.live.line.get().kind}`,
    )
    return this
  }

  /** Says nothing more, and gives up what waits. */
  leave(): void {
    this.#isGone = true
    this.live.close()
  }

  /** Over the line; kept and said again by the client until it is acknowledged. */
  say(roomId: RoomId, text: string): ClientId {
    const clientId = this.live.send({ roomId, text })
    this.said.push({ roomId, clientId })
    return clientId
  }

  /** Over REST, said again by us with the same clientId, as long as the house says that it is away for a moment. */
  async post(roomId: RoomId, said: { text: string; photoIds?: PhotoId[]; attachments?: Picture[] }): Promise<void> {
    const body = { clientId: newClientId(), ...said }
    const message = await this.#again(() => this.session.call(postMessage, { params: { roomId }, body }))
    if (message) this.#note(message)
  }

  /** A picture is uploaded first, and then said. */
  async show(roomId: RoomId, picture: Picture): Promise<void> {
    const uploaded = await this.#again(() => this.session.call(uploadPhotos, { params: { roomId }, body: picture }))
    if (uploaded) await this.post(roomId, { text: '', photoIds: uploaded.photos.map(({ id }) => id) })
  }

  /** Says something in each room, and resolves when all of it is acknowledged and came back over the line. */
  async isBack(text: string): Promise<void> {
    const said = this.rooms.map((roomId) => ({ roomId, clientId: this.say(roomId, text) }))
    const missing = () =>
      said.filter(
        ({ roomId, clientId }) =>
          !this.shown.get(roomId)?.some((shown) => shown.clientId === clientId) ||
          this.live.waiting(roomId).some((mine) => mine.clientId === clientId),
      )
    await until(
      () => missing().length === 0,
      () => `${missing().length} rooms of ${this.session.profile.username}; line ${this.live.line.get().kind}`,
    )
  }

  async #again<T>(ask: () => Promise<T>): Promise<T | undefined> {
    while (!this.#isGone) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'unavailable') {
          this.wrongs.push(`REST: ${error}`)
          return
        }
        await sleep(AGAIN_MS)
      }
    }
    return
  }

  #note({ roomId, clientId, seq }: Acked): void {
    this.acked.push({ roomId, clientId, seq })
  }
}
