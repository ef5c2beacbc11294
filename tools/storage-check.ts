import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { databaseUrl } from './house/databases.ts'
import { checkMessages } from './house/messages-check.ts'
import { optionsFromEnvironment, ROOT, Trouble, withDatabase } from './house.ts'

// npm run storage:check [-- --repair] [--all]: whether messages, pictures and files match, in the house of SNUG_DATA_DIR
const args = process.argv.slice(2)
const repairs = args.includes('--repair')

try {
  const options = optionsFromEnvironment()
  await withDatabase({ ...options, print: console.log }, async (rootUrl) => {
    const left = await checkMessages(rootUrl, {
      repairs,
      print: console.log,
      ...(args.includes('--all') && { youngMs: 0 }),
    })
    const url = databaseUrl(rootUrl, 'snug_file')
    const env = {
      ...process.env,
      DATABASE_URL: url,
      MIGRATION_DATABASE_URL: url,
      UPLOADS_DIR: join(options.dataDir, 'uploads'),
    }
    const program = join(ROOT, 'services/file/src/storage-check.ts')
    const [code] = await once(spawn(process.execPath, [program, ...args], { env, stdio: 'inherit' }), 'exit')
    process.exitCode = left > 0 || code !== 0 ? 1 : 0
  })
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error)
  process.exitCode = 1
}
