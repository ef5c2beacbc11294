import { resolve } from 'node:path'
import { ROOT, Trouble } from './system.ts'

export interface HouseOptions {
  /** Database, pictures, passwords and pid files. */
  dataDir: string
  /** The one public port. */
  port: number
  host?: string
  /** Addresses under which browsers may come; those of this machine when left out. */
  origins?: string[]
  rateLimits?: boolean
  logLevel?: string
  /** A running server to use in place of a private one: root access, and what our names there begin with. */
  server?: { rootUrl: string; prefix: string }
  /** Takes each line that a process or the house says. */
  print?: (line: string) => void
}

/** The house of SNUG_DATA_DIR, SNUG_PORT and the like, as `npm start` and the tools see it. */
export function optionsFromEnvironment(env = process.env): HouseOptions {
  const port = Number(env.SNUG_PORT ?? 8080)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Trouble(`SNUG_PORT must be a port from 1 to 65535, not "${env.SNUG_PORT}".`)
  const origins = env.SNUG_ORIGINS?.split(',').map((origin) => origin.trim())
  return {
    dataDir: resolve(ROOT, env.SNUG_DATA_DIR ?? '.data'),
    port,
    host: env.SNUG_HOST ?? '127.0.0.1',
    ...(origins && { origins }),
    rateLimits: env.SNUG_RATE_LIMITS !== 'off',
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}
