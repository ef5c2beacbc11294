import type { ClientId, PhotoId, ProfileId, RoomId, Seq } from '@snug/contracts'

/**
 * The feed: the one WebSocket between a gateway and chatroom, at FEED_PATH, that carries all rooms and all people.
 *
 * Up, as JSON text, go lists of FeedRequests: whatever the gateway's people asked for in one turn of its loop. A `line` is a
 * person's socket, by a number that the gateway gives it. Down, as binary, come lists of blocks, all of one turn of chatroom's
 * loop: a head that says who shall have it, and a body of finished WebSocket frames that nobody on the way needs to read.
 * Blocks are in order: a line that `joins` a room gets every later block of that room and none before.
 */
export const FEED_PATH = '/internal/feed'

export type FeedRequest =
  | { type: 'subscribe'; line: number; profileId: ProfileId; roomId: RoomId; afterSeq?: Seq | undefined }
  | {
      type: 'send'
      line: number
      profileId: ProfileId
      roomId: RoomId
      clientId: ClientId
      text: string
      photoIds: PhotoId[]
      replyTo?: Seq | undefined
    }
  | { type: 'typing'; profileId: ProfileId; roomId: RoomId }
  | { type: 'read'; profileId: ProfileId; roomId: RoomId; seq: Seq; quiet?: boolean | undefined }
  /** All rooms in which a line lets its person be seen; said again whenever that changes, and when the feed is open again. */
  | { type: 'appear'; line: number; profileId: ProfileId; roomIds: RoomId[] }
  /** A line that was to be seen is closed. */
  | { type: 'vanish'; line: number }
  /** After the feed broke: everybody here has heard the room up to `afterSeq`; send what they missed, evict who left. */
  | { type: 'resume'; roomId: RoomId; afterSeq: Seq; profileIds: ProfileId[] }
  /** Nobody at this gateway listens to the room any more. */
  | { type: 'drop'; roomId: RoomId }
  /** The answer to `ask`: what came before it has left for the people. */
  | { type: 'told' }

/** Who shall have a block's frames. */
export type BlockHead =
  /** Everybody listening to the room. With `seq`, that is its newest message once these frames are heard. */
  | { to: 'room'; roomId: RoomId; seq?: Seq }
  /**
   * One socket. With `joins` it listens to that room from here on, with `refuses` its wish for it is over; `answers` are its
   * messages that have an answer now.
   */
  | { to: 'line'; line: number; joins?: RoomId; refuses?: RoomId; seq?: Seq; answers?: ClientId[] }
  /** Every socket of a person. With `leaves` they stop listening to that room. */
  | { to: 'person'; profileId: ProfileId; leaves?: RoomId }
  /** The room is gone: everybody listening has this and then nothing more. */
  | { to: 'end'; roomId: RoomId }
  /** The gateway itself: it says `told` once what came before has left. */
  | { to: 'ask' }

/** What one turn has for one audience. */
export interface Block<Frames = readonly Buffer[]> {
  head: BlockHead
  frames: Frames
}

/** The 32-bit length of the heads, before them. */
const LENGTH_BYTES = 4

/** One feed message: the heads as one JSON array, each with the length of its frames, in bytes, and then all frames. */
export function packBlocks(blocks: readonly Block[]): Buffer {
  const heads = JSON.stringify(
    blocks.map(({ head, frames }) => [frames.reduce((bytes, frame) => bytes + frame.length, 0), head]),
  )
  const start = Buffer.allocUnsafe(LENGTH_BYTES + Buffer.byteLength(heads))
  start.writeUInt32BE(start.length - LENGTH_BYTES)
  start.write(heads, LENGTH_BYTES)
  return Buffer.concat([start, ...blocks.flatMap(({ frames }) => frames)])
}

/** The blocks of one feed message, in order. Their frames are views of `data`, not copies. */
export function* unpackBlocks(data: Buffer): Generator<Block<Buffer>> {
  let at = LENGTH_BYTES + data.readUInt32BE()
  const heads: [bytes: number, head: BlockHead][] = JSON.parse(data.toString('utf8', LENGTH_BYTES, at))
  for (const [bytes, head] of heads) {
    yield { head, frames: data.subarray(at, at + bytes) }
    at += bytes
  }
}

/** A whole, unmasked WebSocket text frame, as a server sends it (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text)
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + size)
  frame[0] = 0x81
  if (head === 2) frame[1] = size
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(size, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(size), 2)
  }
  frame.write(text, head)
  return frame
}
