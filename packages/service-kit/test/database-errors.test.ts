import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDatabaseAway } from '@snug/service-kit'
import { openDatabase } from '@snug/service-kit/database'
import { freshDatabase } from '@snug/service-kit/testing'
import { sql } from 'kysely'

test('REL-07: a query that the server cuts off, as it does when it stops, says the database is away', async (t) => {
  const url = await freshDatabase(t)
  const [db, admin] = [openDatabase<object>(url, 1), openDatabase<object>(url, 1)]
  t.after(() => Promise.all([db.destroy(), admin.destroy()]))
  await sql`create table notes (said int)`.execute(admin)
  for (const what of ['query', 'connection']) {
    await db.connection().execute(async (one) => {
      const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(one)
      await sql`lock tables notes write`.execute(admin)
      const saysSo = assert.rejects(
        sql`insert into notes values (1)`.execute(one),
        (error) => isDatabaseAway(error) || assert.fail(error as Error),
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
      await sql`kill ${sql.raw(what)} ${sql.lit(rows[0]?.id ?? 0)}`.execute(admin)
      await saysSo
      await sql`unlock tables`.execute(admin)
    })
  }
})
