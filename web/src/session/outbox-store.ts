import { type OutboxStore, type Outgoing, Store } from '@snug/client'
import type { ClientId } from '@snug/contracts'
import { database, endDraft, together } from './database.ts'

/** Messages that wait and that this browser could not keep: they live as long as the page. */
export const unkeptMessages = new Store<ReadonlySet<ClientId>>(new Set())

/** Unsent messages in IndexedDB, so that neither a reload nor the end of the browser loses them. */
export const outboxStore: OutboxStore = {
  all: async () => (await (await database()).getAll('outbox')).filter(isWhole),
  put: async (message) => {
    try {
      await together(['outbox', 'drafts'], async (kept) => {
        await kept.objectStore('outbox').put(message)
        await endDraft(kept.objectStore('drafts'), message)
      })
      note(message.clientId, true)
    } catch (error) {
      note(message.clientId, false)
      throw error
    }
  },
  remove: async (clientId) => {
    note(clientId, true)
    await (await database()).delete('outbox', clientId)
  },
}

/** One broken row, as another version of Snug may leave, holds up no other. */
const isWhole = ({ text, photos, queuedAt }: Partial<Outgoing>) =>
  typeof text === 'string' && Array.isArray(photos) && queuedAt instanceof Date

function note(clientId: ClientId, isSafe: boolean): void {
  const now = new Set(unkeptMessages.get())
  if (now.has(clientId) !== isSafe) return
  if (isSafe) now.delete(clientId)
  else now.add(clientId)
  unkeptMessages.set(now)
}
