import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { ClientId, ProfileId, Revision, RoomId, Seq, ServerFrame } from '@snug/contracts'
import { type Block, type BlockHead, packBlocks, textFrame } from '@snug/service-kit'
import { WebSocket } from 'ws'
import type { z } from 'zod'
import { messageFrame, type Written } from '../messages/wire.ts'
import type { LiveRoom } from '../rooms/live-rooms.ts'

/** A gateway at the other end of a feed, and the rooms that somebody listens to there. */
export class Gateway {
  readonly rooms = new Set<RoomId>()
  /** Rooms whose listeners are being told what they missed; who subscribes meanwhile waits, or would hear it too. */
  readonly resuming = new Map<RoomId, Promise<void>>()
  /** Called when it has told its people what it was asked about. */
  told = () => {}
  /** The last replay in line. */
  #replays = Promise.resolve()
  /** This turn's block of each line that has answers. */
  readonly answered = new Map<number, Answers>()
  readonly socket: Pick<WebSocket, 'send' | 'bufferedAmount' | 'terminate' | 'readyState'>

  constructor(socket: Gateway['socket']) {
    this.socket = socket
  }

  /**
   * Resolves when it is the caller's turn to replay a page: one each turn of the loop, and none while much is unread, so that
   * a crowd that comes back, or one who asks again and again, keeps nobody else waiting (SEC-36).
   */
  turn(): Promise<void> {
    this.#replays = this.#replays.then(async () => {
      await nextTurn()
      while (this.socket.bufferedAmount > MAX_REPLAY_BYTES && this.socket.readyState === WebSocket.OPEN)
        await sleep(REPLAY_PAUSE_MS)
    })
    return this.#replays
  }
}

/** Bytes that a gateway may leave unread. One that hangs is let go; when it is back, it resumes its rooms (REL-08). */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024

/** Replays wait while a gateway has more than this unread, and look again after so many ms. */
const MAX_REPLAY_BYTES = 4 * 1024 * 1024
const REPLAY_PAUSE_MS = 20

/** A gateway tells a turn's news in less, in ms, even to a thousand; one that hangs holds nobody up for longer. */
const MAX_TELLING_MS = 20

/** News of this turn, for one gateway or for all that listen to a room. */
interface News extends Block<Buffer[]> {
  gateways: Gateway[]
}

interface Answers {
  frames: Buffer[]
  answers: ClientId[]
}

/** A frame's bytes. Times come as the text that the wire has. */
export const encode = (frame: z.input<typeof ServerFrame>): Buffer => textFrame(JSON.stringify(frame))

/**
 * Tells the gateways what happened. Each frame is made once, whoever listens; what happens in one turn of the loop goes
 * to each gateway as one message, in the order in which it happened.
 */
export class Feed {
  readonly #gateways = new Set<Gateway>()
  #turn: News[] = []
  /** This turn's block of each room, as long as later news may join it. */
  readonly #open = new Map<RoomId, News>()

  add(gateway: Gateway): void {
    this.#gateways.add(gateway)
  }

  has(gateway: Gateway): boolean {
    return this.#gateways.has(gateway)
  }

  remove(gateway: Gateway): void {
    this.#gateways.delete(gateway)
    gateway.told()
  }

  /** What was just committed. */
  said(room: LiveRoom, messages: readonly Written[]): void {
    this.#addToRoom(room.id, messages.map(messageFrame), room.lastSeq)
  }

  toRoom(roomId: RoomId, frame: z.input<typeof ServerFrame>): void {
    this.#addToRoom(roomId, [encode(frame)])
  }

  /** To every socket of a person, wherever they are. */
  toPerson(profileId: ProfileId, frame: z.input<typeof ServerFrame>): void {
    this.#add({ to: 'person', profileId }, [encode(frame)], [...this.#gateways])
  }

  toLine(gateway: Gateway, line: number, frames: Buffer[]): void {
    this.#add({ to: 'line', line }, frames, [gateway])
  }

  /** What became of a message that came from this line; all answers of a turn go together. */
  answer(gateway: Gateway, line: number, clientId: ClientId, frame: Buffer): void {
    const known = gateway.answered.get(line)
    if (known) {
      known.frames.push(frame)
      known.answers.push(clientId)
      return
    }
    const [frames, answers] = [[frame], [clientId]]
    gateway.answered.set(line, { frames, answers })
    this.#add({ to: 'line', line, answers }, frames, [gateway])
  }

  /** The line does not hear the room, and why. */
  refuse(gateway: Gateway, line: number, roomId: RoomId, frame: Buffer): void {
    this.#add({ to: 'line', line, refuses: roomId }, [frame], [gateway])
  }

  /** The line hears everything of the room after `seq`, which it has heard up to, and changes after `revision`. */
  join(
    gateway: Gateway,
    line: number,
    { roomId, seq, revision }: { roomId: RoomId; seq: Seq; revision: Revision },
  ): void {
    this.listen(gateway, roomId)
    const frame = encode({ type: 'subscribed', roomId, seq, revision })
    this.#add({ to: 'line', line, joins: roomId, seq }, [frame], [gateway])
  }

  /** From here on the gateway gets the room's news; none of this turn's that came before. */
  listen(gateway: Gateway, roomId: RoomId): void {
    gateway.rooms.add(roomId)
    this.#open.delete(roomId)
  }

  /** The person hears nothing more of the room. */
  evict(roomId: RoomId, profileId: ProfileId): void {
    const left = encode({ type: 'room_left', roomId })
    this.#add({ to: 'person', profileId, leaves: roomId }, [left], [...this.#gateways])
    this.#open.delete(roomId)
  }

  /** The room is gone. */
  end(roomId: RoomId, gateways: Iterable<Gateway> = this.#gateways): void {
    this.#add({ to: 'end', roomId }, [encode({ type: 'room_left', roomId })], [...gateways])
    this.#open.delete(roomId)
    for (const gateway of gateways) gateway.rooms.delete(roomId)
  }

  /** News for the listeners of one gateway alone, which missed it. */
  replay(gateway: Gateway, roomId: RoomId, frames: Buffer[], seq: Seq): void {
    this.#add({ to: 'room', roomId, seq }, frames, [gateway])
  }

  /**
   * Resolves when this turn's news has left the gateways for the people, or a little later than it should have. Whoever
   * makes news in bulk waits for it: on a busy machine the next lot is larger then, and costs less for each.
   */
  async told(): Promise<void> {
    const gateways = [...new Set(this.#turn.flatMap((news) => news.gateways))]
    if (gateways.length === 0) return
    this.#add({ to: 'ask' }, [], gateways)
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, MAX_TELLING_MS)
    const all = gateways.map((gateway) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gateway.told = resolve
      return promise
    })
    await Promise.race([late, Promise.all(all)])
    clearTimeout(timer)
  }

  #addToRoom(roomId: RoomId, frames: Buffer[], seq?: Seq): void {
    const open = this.#open.get(roomId)
    if (open) {
      open.frames.push(...frames)
      if (seq !== undefined) Object.assign(open.head, { seq })
      return
    }
    const gateways = [...this.#gateways].filter((gateway) => gateway.rooms.has(roomId))
    if (gateways.length === 0) return
    const head: BlockHead = seq === undefined ? { to: 'room', roomId } : { to: 'room', roomId, seq }
    this.#open.set(roomId, this.#add(head, frames, gateways))
  }

  #add(head: BlockHead, frames: Buffer[], gateways: Gateway[]): News {
    const block = { head, frames, gateways }
    if (this.#turn.push(block) === 1) setImmediate(() => this.#flush())
    return block
  }

  #flush(): void {
    const turn = this.#turn
    this.#turn = []
    this.#open.clear()
    for (const gateway of new Set(turn.flatMap(({ gateways }) => gateways))) {
      gateway.answered.clear()
      const { socket } = gateway
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate()
      else socket.send(packBlocks(turn.filter(({ gateways }) => gateways.includes(gateway))))
    }
  }
}
