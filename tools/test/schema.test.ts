import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { connect, databaseUrl } from '../house/databases.ts'
import { runMigrations, withFreshDatabases } from '../house/migrations.ts'
import { describeSchema } from '../house/schema.ts'
import { OWNERS } from '../house.ts'
import { testServer } from './support.ts'

const rootUrl = testServer()

test('db/schema.sql is what the migrations make', async (t) => {
  await using connection = await connect(rootUrl)
  const [[server]] = (await connection.query('SELECT VERSION() AS version')) as unknown as [[{ version: string }]]
  if (!server.version.includes('MariaDB')) return t.skip('it is written as MariaDB tells it')

  await withFreshDatabases(rootUrl, async ({ prefix }) => {
    const committed = readFileSync(new URL('../../db/schema.sql', import.meta.url), 'utf8')
    assert.equal(await describeSchema(rootUrl, prefix), committed, 'Run "npm run schema" and commit what it writes.')
  })
})

for (const owner of OWNERS)
  test(`the migrations of ${owner} can all be taken back and applied again`, async () => {
    await withFreshDatabases(rootUrl, async ({ prefix }) => {
      const url = databaseUrl(rootUrl, `${prefix}snug_${owner}`)
      const before = await describeSchema(rootUrl, prefix)

      while ((await runMigrations(url, owner, 'down')).length > 0);
      assert.doesNotMatch(await describeSchema(rootUrl, prefix), new RegExp(`USE snug_${owner};\n\nCREATE`))

      await runMigrations(url, owner, 'up')
      assert.equal(await describeSchema(rootUrl, prefix), before)
    })
  })
