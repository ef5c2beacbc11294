import { z } from 'zod'

/** A MySQL address: `mysql://user:password@host:port/database`, with `?socketPath=` for a Unix socket. */
const DatabaseUrl = z.url({ protocol: /^mysql$/, abort: true })

/** Passwords that the repository knows. They keep development easy and must never guard anything. */
const DEVELOPMENT_PASSWORD = /^development-/
/** Characters a database password has in production. A machine makes it and a machine types it (SEC-45). */
const MIN_PASSWORD = 16

/** Addresses under which browsers come, comma between: `https://snug.example.org`, without a slash at the end. */
export const Origins = z
  .string()
  .default('http://localhost:8080,http://127.0.0.1:8080')
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).origin === url, 'is not a bare origin')))

/** What every service is told by its environment. */
export const ServiceConfig = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PROFILE_URL: z.url().default('http://profile:3000'),
  AUTH_URL: z.url().default('http://auth:3000'),
  CHATROOM_URL: z.url().default('http://chatroom:3000'),
  FILE_URL: z.url().default('http://file:3000'),
  /** The gateway's inner door, not the published one. */
  GATEWAY_URL: z.url().default('http://gateway:3000'),
})
export type ServiceConfig = z.infer<typeof ServiceConfig>

/** The same for a service with tables: one user for its daily work, another that may change the schema. */
export const DatabaseConfig = ServiceConfig.extend({
  DATABASE_URL: DatabaseUrl,
  MIGRATION_DATABASE_URL: DatabaseUrl,
  /** Connections a service holds at most. Five services stay well below MySQL's default of 151. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(10),
}).superRefine((config, context) => {
  if (config.NODE_ENV !== 'production') return
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const) {
    const { password } = new URL(config[name])
    if (password.length < MIN_PASSWORD || DEVELOPMENT_PASSWORD.test(decodeURIComponent(password))) {
      const message = `has a password that is short (under ${MIN_PASSWORD}) or of development; production refuses it`
      context.addIssue({ code: 'custom', path: [name], message })
    }
  }
})
export type DatabaseConfig = z.infer<typeof DatabaseConfig>

/** Reads the environment once. A wrong value stops the start with a sentence that never shows the value. */
export function readConfig<S extends z.ZodType>(schema: S): z.output<S> {
  const config = schema.safeParse(process.env)
  if (config.success) return config.data
  for (const { path, message } of config.error.issues) console.error(`Setting ${path.join('.')} ${message}`)
  process.exit(78) // EX_CONFIG of sysexits.h: a restart will not help
}
