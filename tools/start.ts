import { buildWeb } from './house/web.ts'
import { House, optionsFromEnvironment, ROOT, Trouble } from './house.ts'

try {
  const startedAt = performance.now()
  const options = optionsFromEnvironment()
  buildWeb(ROOT)
  const house = new House({ ...options, print: console.log })
  let stopping = false
  const stop = async () => {
    if (stopping) return // a terminal and npm both pass Ctrl-C on
    stopping = true
    console.log('Stopping: the front door, the services, the database.')
    await house.stop()
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  await house.start()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`\n  Snug is open: ${house.url}   (after ${seconds} s; all data is in ${options.dataDir})`)
  if (!options.rateLimits)
    console.log('\n  !!  SNUG_RATE_LIMITS=off: anybody may try any number of passwords. Never open such a house.  !!')
  console.log('  Ctrl-C stops it.\n')
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error)
  process.exit(1)
}
