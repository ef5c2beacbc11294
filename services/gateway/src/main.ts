import { readConfig, run } from '@snug/service-kit'
import { buildGateway } from './app.ts'
import { Config } from './config.ts'

const config = readConfig(Config)
await run(await buildGateway(config), config)
