import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { connect, databaseUrl } from '../house/databases.ts'
import { withFreshDatabases } from '../house/migrations.ts'
import { OWNERS } from '../house.ts'
import { testServer } from './support.ts'

const rootUrl = testServer()

/** What snug_reader, and with it phpMyAdmin, must never show. */
const SECRET = /password|(?<!thumb)hash|email|token|secret|private/

for (const owner of OWNERS)
  test(`SEC-43: ${owner} touches rows of its own database, its migrations tables, and neither anything else`, async () => {
    await withFreshDatabases(rootUrl, async ({ prefix }) => {
      const [own, user] = [`\`${prefix}snug\\_${owner}\`.*`, `${prefix}snug_${owner}`]
      assert.deepEqual(await grantsOf(user), [`GRANT SELECT, INSERT, UPDATE, DELETE ON ${own} TO \`${user}\`@\`%\``])
      const migrator = `${user}_migrator`
      assert.deepEqual(await grantsOf(migrator), [
        `GRANT ALL PRIVILEGES ON ${own} TO \`${migrator}\`@\`%\` WITH GRANT OPTION`,
      ])
    })
  })

test('SEC-43: one service cannot read the database of another', async () => {
  await withFreshDatabases(rootUrl, async ({ prefix, passwords }) => {
    const user = { name: `${prefix}snug_file`, password: passwords.snug_file ?? '' }
    await using file = await connect(databaseUrl(rootUrl, `${prefix}snug_file`, user))
    await assert.rejects(file.query('SELECT 1 FROM ??.profiles', [`${prefix}snug_profile`]), /denied/)
    await assert.rejects(file.query('CREATE TABLE mine (id INT)'), /denied/)
  })
})

test('SEC-43: the reader sees no password, hash, address, token or key', async () => {
  await withFreshDatabases(rootUrl, async ({ prefix }) => {
    await using reader = await connectAsReader()
    const denied: string[] = []
    for (const { table, column } of await columnsOf(prefix)) {
      const reading = reader.query(`SELECT ${column} FROM ${table} LIMIT 0`)
      await reading.catch(() => denied.push(`${table.slice(prefix.length)}.${column}`))
      if (SECRET.test(column)) await assert.rejects(reading, /denied/, `${table}.${column} can be read`)
    }
    assert.ok(denied.includes('snug_profile.profiles.password_hash'))
    assert.ok(denied.includes('snug_profile.profiles.email'))
    assert.ok(denied.includes('snug_auth.sessions.refresh_hash'))
    assert.ok(denied.some((column) => column.startsWith('snug_auth.signing_keys.')))
    assert.ok(denied.includes('snug_file.link_keys.secret'))
  })
})

test('SEC-43: the reader reads what it was given, and changes nothing', async () => {
  await withFreshDatabases(rootUrl, async ({ prefix }) => {
    await using reader = await connectAsReader()
    const given = ['profile.readable_profiles', 'auth.readable_sessions', 'chatroom.messages', 'file.photos']
    for (const name of given) {
      const [owner, table] = name.split('.')
      const place = [`${prefix}snug_${owner}`, table]
      await reader.query('SELECT * FROM ??.??', place) // as phpMyAdmin browses
      await assert.rejects(reader.query('DELETE FROM ??.??', place), /denied/)
    }
  })
})

/** All that a user may do beyond signing in. */
async function grantsOf(user: string): Promise<string[]> {
  await using root = await connect(rootUrl)
  const [rows] = await root.query('SHOW GRANTS FOR ?@?', [user, '%'])
  return (rows as object[])
    .map((row) => String(Object.values(row)[0]))
    .filter((grant) => !grant.startsWith('GRANT USAGE ON *.*'))
}

/** Every house on a server shares its reader, so this file alone gives it a password. */
async function connectAsReader() {
  const user = { name: 'snug_reader', password: randomBytes(24).toString('base64url') }
  await using root = await connect(rootUrl)
  await root.query('ALTER USER ?@? IDENTIFIED BY ?', [user.name, '%', user.password])
  return connect(databaseUrl(rootUrl, '', user))
}

async function columnsOf(prefix: string): Promise<{ table: string; column: string }[]> {
  await using root = await connect(rootUrl)
  const [rows] = await root.query(
    "SELECT CONCAT(table_schema, '.', table_name) AS `table`, column_name AS `column` FROM information_schema.columns WHERE table_schema LIKE ?",
    [`${prefix}%`],
  )
  return rows as { table: string; column: string }[]
}
