import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { ensureChromium } from './house/chromium.ts'
import { startPrivateServer, type TestServer } from './house/test-server.ts'
import { buildWeb } from './house/web.ts'
import { ROOT, Trouble } from './house.ts'

// npm test [-- [--mysql] [part of a path]... [--test-...]]
const PLACES = ['packages/*/test', 'services/*/test', 'web/test', 'tools/test', 'bench/test', 'tests']
/** What is the same on any server: who has no tables, and what becomes of the pixels. */
const TABLELESS = /^services\/(gateway\/|file\/test\/(clean|fair-queue|real-pictures)\.)/
/** Files at a time, on two cores: three of those that mostly wait, and are in no hurry when the others have much to do. */
const AT_ONCE = { patient: 3, others: 2 }
/** A test that hangs fails after this long; the slowest bring a whole house up in containers. */
const TIMEOUT_MS = 300_000

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('-'))
const options = args.filter((arg) => arg.startsWith('--test-'))
const files = PLACES.flatMap((place) => globSync(`${place}/**/*.test.ts`, { cwd: ROOT }))
  .filter((file) => !file.includes('node_modules'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()

const isStory = (file: string) => file.startsWith('tests/')

const isPatient = (file: string) => /^tests\/(browser|compose)\//.test(file)

/** Runs these files against that server, the patient ones last; resolves to whether all passed. */
async function run(server: () => Promise<TestServer>, tests: string[], chromium?: string): Promise<boolean> {
  if (tests.length === 0) throw new Trouble(`No test has ${wanted.join(' or ')} in its path.`)
  const { rootUrl, stop } = await server()
  const env = { ...process.env, SNUG_TEST_DATABASE_URL: rootUrl, ...(chromium && { SNUG_CHROMIUM: chromium }) }
  const [patient, others] = [tests.filter(isPatient), tests.filter((file) => !isPatient(file))]
  const passed = [await runFiles(others, AT_ONCE.others, env), await runFiles(patient, AT_ONCE.patient, env)]
  await stop()
  return !passed.includes(false)
}

let interrupted = false

async function runFiles(tests: string[], atOnce: number, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (tests.length === 0 || interrupted) return !interrupted
  const node = ['--test', `--test-concurrency=${atOnce}`, `--test-timeout=${TIMEOUT_MS}`, ...options, ...tests]
  const child = spawn(process.execPath, node, { cwd: ROOT, env, stdio: 'inherit' })
  const interrupt = (signal: NodeJS.Signals) => {
    interrupted = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  const [code] = await once(child, 'exit')
  return code === 0
}

/** Loaded only when asked for: it takes a second. */
const containers = () => import('./house/mysql-container.ts')

async function main(): Promise<boolean> {
  const ofServices = files.filter((file) => file.startsWith('services/') && !TABLELESS.test(file))
  if (args.includes('--mysql')) return run((await containers()).startMysqlContainer, ofServices)

  let passed = true
  if (process.env.CI === 'true' && ofServices.length > 0 && (await (await containers()).hasEngine())) {
    console.log("The services' tests on MySQL 9.7, in a container:")
    passed = await run((await containers()).startMysqlContainer, ofServices)
    console.log(`On MySQL 9.7: ${passed ? 'passed' : 'FAILED, see above'}. All tests on the server of this machine:`)
  } else console.log('MySQL 9.7 is skipped: it takes CI=true and a container engine, or `npm test -- --mysql`.')

  if (files.some(isStory)) buildWeb(ROOT)
  const chromium = files.some(isStory) ? ensureChromium() : undefined
  return (await run(startPrivateServer, files, chromium)) && passed
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error)
  process.exitCode = 1
}
