import type { Message, RoomId, Seq } from '@snug/contracts'
import type { Db } from '../database.ts'

// Which messages have pictures is written in the transactions that say or change them.

/** To be called with messages that were just written and have pictures. */
export async function notePhotos(transaction: Db, messages: readonly Message[]): Promise<void> {
  await transaction.insertInto('photoMessages').values(messages.map(rowOf)).execute()
}

/** To be called when a message has lost some of its pictures; it never gets more. */
export async function recountPhotos(transaction: Db, message: Message): Promise<void> {
  const { roomId, seq, photoCount } = rowOf(message)
  if (photoCount === 0) return forgetPhotos(transaction, roomId, [seq])
  await transaction
    .updateTable('photoMessages')
    .set({ photoCount })
    .where('roomId', '=', roomId)
    .where('seq', '=', seq)
    .execute()
}

/** To be called when messages were emptied. */
export async function forgetPhotos(transaction: Db, roomId: RoomId, seqs: Seq[]): Promise<void> {
  await transaction.deleteFrom('photoMessages').where('roomId', '=', roomId).where('seq', 'in', seqs).execute()
}

const rowOf = ({ roomId, seq, photos, sentAt }: Message) => ({ roomId, seq, photoCount: photos.length, sentAt })
