import type { Message } from '@snug/contracts'

/** A message with its times as text, as the wire has them. */
export const onWire = ({ sentAt, editedAt, deletedAt, ...message }: Message) => ({
  ...message,
  sentAt: sentAt.toISOString(),
  editedAt: editedAt?.toISOString() ?? null,
  deletedAt: deletedAt?.toISOString() ?? null,
})
