import { readConfig, run } from '@snug/service-kit'
import { migrate, openDatabase } from '@snug/service-kit/database'
import { buildApp } from './app.ts'
import { Config } from './config.ts'
import type { Tables } from './database.ts'

const config = readConfig(Config)
await migrate(config.MIGRATION_DATABASE_URL, `${import.meta.dirname}/../migrations`)
const db = openDatabase<Tables>(config.DATABASE_URL, config.DATABASE_CONNECTIONS)
await run(await buildApp({ config, db }), config)
