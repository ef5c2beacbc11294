import { databaseUrl } from './house/databases.ts'
import { runMigrations } from './house/migrations.ts'
import { OWNERS, optionsFromEnvironment, Trouble, withDatabase } from './house.ts'

// npm run migrate [-- SERVICE]; npm run rollback -- SERVICE
const [direction, name] = process.argv.slice(2)
const USAGE = `Name a service, as in "npm run rollback -- chatroom": ${OWNERS.join(', ')}.`

try {
  if (direction !== 'up' && direction !== 'down') throw new Trouble('Use "npm run migrate" or "npm run rollback".')
  const owners = OWNERS.filter((owner) => owner === name || (name === undefined && direction === 'up'))
  if (owners.length === 0) throw new Trouble(USAGE)
  await withDatabase({ ...optionsFromEnvironment(), print: console.log }, async (rootUrl) => {
    for (const owner of owners) {
      const results = await runMigrations(databaseUrl(rootUrl, `snug_${owner}`), owner, direction)
      for (const { migrationName } of results)
        console.log(`${owner}: ${migrationName} ${direction === 'up' ? 'applied' : 'taken back'}`)
      if (results.length === 0) console.log(`${owner}: nothing to do`)
    }
  })
  if (direction === 'down') console.log('The next start of that service applies it again, if its file is still there.')
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error)
  process.exitCode = 1
}
