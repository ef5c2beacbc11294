import type { OutboxStore, Outgoing } from '@snug/client'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

interface Schema extends DBSchema {
  outbox: { key: string; value: Outgoing }
}

let database: Promise<IDBPDatabase<Schema>> | undefined

const open = () => {
  database ??= openDB<Schema>('snug', 1, {
    upgrade: (db) => void db.createObjectStore('outbox', { keyPath: 'clientId' }),
  })
  return database
}

/** Unsent messages in IndexedDB, so that a reload does not lose them. */
export const outboxStore: OutboxStore = {
  all: async () => (await open()).getAll('outbox'),
  put: async (message) => void (await (await open()).put('outbox', message)),
  remove: async (clientId) => (await open()).delete('outbox', clientId),
}

/** Nothing of a person stays behind; without a database there is nothing to empty. */
export async function clearOutbox(): Promise<void> {
  await open()
    .then((db) => db.clear('outbox'))
    .catch(() => {})
}
