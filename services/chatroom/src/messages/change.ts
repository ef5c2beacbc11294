import type { Message } from '@snug/contracts'
import type { Db } from '../database.ts'
import { release } from '../places/queries.ts'
import { requireMessage, rewriteMessage } from './queries.ts'

/**
 * Changes a message that was said, whoever else changes it at the same moment. Pictures that it has no more are given up in the
 * same transaction.
 * @param change what it becomes; undefined leaves it as it is
 * @returns the message as it is then, or undefined when it was left
 * @throws Problem `message_not_found` also when it was deleted meanwhile, and whatever `change` throws
 */
export function changeMessage(
  db: Db,
  { roomId, seq }: Pick<Message, 'roomId' | 'seq'>,
  change: (message: Message) => Message | undefined,
): Promise<Message | undefined> {
  return db.transaction().execute(async (transaction) => {
    const before = await requireMessage(transaction, roomId, seq, { locks: true })
    const after = change(before)
    if (!after) return undefined
    await rewriteMessage(transaction, after)
    const kept = new Set(after.photos.map(({ id }) => id))
    const photoIds = before.photos.map(({ id }) => id).filter((id) => !kept.has(id))
    await release(transaction, after, photoIds)
    return after
  })
}
