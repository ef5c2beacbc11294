import type { Message, Revision, Seq } from '@snug/contracts'
import { textFrame } from '@snug/service-kit'

/** A message with its times as text, as the wire has them. */
export const onWire = ({ sentAt, editedAt, deletedAt, ...message }: Message) => ({
  ...message,
  sentAt: sentAt.toISOString(),
  editedAt: editedAt?.toISOString() ?? null,
  deletedAt: deletedAt?.toISOString() ?? null,
})

/** A message as JSON, which is made once, for news, replays and pages. */
export interface Written {
  seq: Seq
  json: string
  /** Of the JSON as UTF-8. */
  bytes: number
}

/** Times are text before it is made: V8 writes plain values more than twice as fast as those with a toJSON. */
export function written(message: Message): Written {
  const json = JSON.stringify(onWire(message))
  return { seq: message.seq, json, bytes: Buffer.byteLength(json) }
}

/** What tells that a message is deleted. */
export const deletionOf = ({
  roomId,
  seq,
  deletedAt,
  revision,
}: Pick<Message, 'roomId' | 'seq' | 'deletedAt'> & { revision: Revision }) => ({
  type: 'message_deleted' as const,
  ...{ roomId, seq, revision },
  deletedAt: (deletedAt ?? new Date()).toISOString(),
})

/** The frame that tells of it. */
export const messageFrame = ({ json }: Written): Buffer => textFrame(`{"type":"message","message":${json}}`)
