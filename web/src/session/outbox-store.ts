import type { OutboxStore } from '@snug/client'
import { database, endDraft, together } from './database.ts'

/** Unsent messages in IndexedDB, so that neither a reload nor the end of the browser loses them. */
export const outboxStore: OutboxStore = {
  all: async () => (await database()).getAll('outbox'),
  put: (message) =>
    together(['outbox', 'drafts'], async (kept) => {
      await kept.objectStore('outbox').put(message)
      await endDraft(kept.objectStore('drafts'), message)
    }),
  remove: async (clientId) => (await database()).delete('outbox', clientId),
}
