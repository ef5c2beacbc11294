import type { Room, RoomId } from '@snug/contracts'

/** The room below (by 1) or above (by -1) in the rail, around the end; perhaps only of those with unread messages. */
export function roomBeside(
  rooms: readonly Room[],
  current: RoomId | undefined,
  by: 1 | -1,
  onlyUnread = false,
): Room | undefined {
  const at = rooms.findIndex(({ id }) => id === current)
  const start = at < 0 && by === -1 ? rooms.length : at
  for (let step = 1; step <= rooms.length; step++) {
    const room = rooms.at((start + by * step) % rooms.length)
    if (room && room.id !== current && (!onlyUnread || (room.me?.unreadCount ?? 0) > 0)) return room
  }
  return undefined
}
