import type { Message } from '@snug/contracts'
import type { Db } from '../database.ts'
import { release } from '../places/queries.ts'
import { removeReactions } from '../reactions/queries.ts'
import { recountPhotos } from './photo-messages.ts'
import { requireMessage, rewriteMessage } from './queries.ts'

/**
 * Changes a message that was said, whoever else changes it at the same moment. Pictures that it has no more are given up in the
 * same transaction, and what people felt about one that is deleted goes with it.
 * @param change what it becomes, which may ask and write in that transaction; undefined leaves it as it is
 * @returns the message as it is then, or undefined when it was left
 * @throws Problem `message_not_found` also when it was deleted meanwhile, and whatever `change` throws
 */
export function changeMessage(
  db: Db,
  { roomId, seq }: Pick<Message, 'roomId' | 'seq'>,
  change: (message: Message, transaction: Db) => Message | undefined | Promise<Message | undefined>,
): Promise<Message | undefined> {
  return db.transaction().execute(async (transaction) => {
    const before = await requireMessage(transaction, roomId, seq, { locks: true })
    const changed = await change(before, transaction)
    if (!changed) return undefined
    const after = changed.deletedAt ? { ...changed, reactions: [] } : changed
    await rewriteMessage(transaction, after)
    if (after.photos.length !== before.photos.length) await recountPhotos(transaction, after)
    if (after.deletedAt) await removeReactions(transaction, roomId, [seq])
    const kept = new Set(after.photos.map(({ id }) => id))
    const photoIds = before.photos.map(({ id }) => id).filter((id) => !kept.has(id))
    await release(transaction, after, photoIds)
    return after
  })
}
