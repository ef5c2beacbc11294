import type { RoomId, Seq } from '@snug/contracts'

/** Where a message is looked at, in its room. */
export const addressOf = (roomId: RoomId, seq: Seq): string => `/r/${roomId}/m/${seq}`
