import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFreshDatabases } from './house/migrations.ts'
import { describeSchema } from './house/schema.ts'
import { startPrivateServer } from './house/test-server.ts'
import { ROOT } from './house.ts'

// npm run schema: writes db/schema.sql from the migrations.
const { rootUrl, stop } = await startPrivateServer()
try {
  await withFreshDatabases(rootUrl, async ({ prefix }) => {
    writeFileSync(join(ROOT, 'db/schema.sql'), await describeSchema(rootUrl, prefix))
  })
  console.log('db/schema.sql is written.')
} finally {
  await stop()
}
