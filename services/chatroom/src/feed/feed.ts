import type { Message, ProfileId, RoomId, Seq, ServerFrame } from '@snug/contracts'
import { type BlockHead, packBlock, textFrame } from '@snug/service-kit'
import type { WebSocket } from 'ws'
import type { LiveRoom } from '../rooms/live-rooms.ts'

/** A gateway at the other end of a feed, and the rooms that somebody listens to there. */
export class Gateway {
  readonly rooms = new Set<RoomId>()
  /** Rooms whose listeners are being told what they missed; who subscribes meanwhile waits, or would hear it too. */
  readonly resuming = new Map<RoomId, Promise<void>>()
  readonly socket: Pick<WebSocket, 'send' | 'bufferedAmount' | 'terminate'>

  constructor(socket: Gateway['socket']) {
    this.socket = socket
  }
}

/** Bytes that a gateway may leave unread. One that hangs is let go; when it is back, it resumes its rooms (REL-08). */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024

/** News of this turn, for one gateway or for all that listen to a room. */
interface Block {
  head: BlockHead
  frames: Buffer[]
  gateways: Gateway[]
}

/** A frame's bytes. Its Dates become RFC 3339 text, as the contract has them. */
export const encode = (frame: ServerFrame): Buffer => textFrame(JSON.stringify(frame))

/**
 * Tells the gateways what happened. Each frame is made once, whoever listens; what happens in one turn of the loop goes
 * to each gateway as one message, in the order in which it happened.
 */
export class Feed {
  readonly #gateways = new Set<Gateway>()
  #turn: Block[] = []
  /** This turn's block of each room, as long as later news may join it. */
  readonly #open = new Map<RoomId, Block>()

  add(gateway: Gateway): void {
    this.#gateways.add(gateway)
  }

  has(gateway: Gateway): boolean {
    return this.#gateways.has(gateway)
  }

  remove(gateway: Gateway): void {
    this.#gateways.delete(gateway)
  }

  /** What was just committed; the ledger's listener. */
  said = (room: LiveRoom, messages: readonly Message[]): void => {
    const frames = messages.map((message) => encode({ type: 'message', message }))
    this.#addToRoom(room.id, frames, room.lastSeq)
  }

  toRoom(roomId: RoomId, frame: ServerFrame): void {
    this.#addToRoom(roomId, [encode(frame)])
  }

  /** To every socket of a person, wherever they are. */
  toPerson(profileId: ProfileId, frame: ServerFrame): void {
    this.#add({ to: 'person', profileId }, [encode(frame)], [...this.#gateways])
  }

  toLine(gateway: Gateway, line: number, frames: Buffer[]): void {
    this.#add({ to: 'line', line }, frames, [gateway])
  }

  /** The line hears everything of the room after `seq`, which it has heard up to. */
  join(gateway: Gateway, line: number, roomId: RoomId, seq: Seq): void {
    this.listen(gateway, roomId)
    this.#add({ to: 'line', line, joins: roomId, seq }, [encode({ type: 'subscribed', roomId, seq })], [gateway])
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

  #add(head: BlockHead, frames: Buffer[], gateways: Gateway[]): Block {
    const block = { head, frames, gateways }
    if (this.#turn.push(block) === 1) setImmediate(() => this.#flush())
    return block
  }

  #flush(): void {
    const outgoing = new Map<Gateway, Buffer[]>()
    for (const { head, frames, gateways } of this.#turn) {
      const packed = packBlock(head, frames)
      for (const gateway of gateways) outgoing.getOrInsertComputed(gateway, () => []).push(packed)
    }
    this.#turn = []
    this.#open.clear()
    for (const [{ socket }, blocks] of outgoing) {
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate()
      else socket.send(blocks.length === 1 ? (blocks[0] as Buffer) : Buffer.concat(blocks))
    }
  }
}
