// Apart from the rest of the kit, so that a service without tables does not load a database driver.
export { migrate, migratorOf } from './migrate.ts'
export { createOutbox, enqueue, Outbox, type OutboxTable } from './outbox.ts'
export { openDatabase, ping } from './pool.ts'
