import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { wallBreaches } from './house/walls.ts'
import { ROOT } from './house.ts'

// npm run check: types, format, lint, the walls between workspaces, the lock file, and the size of files.

/** A file past this many lines has more than one thing to say; `check` mentions it and goes on. */
const LONG_FILE = 300

/** Runs a program of node_modules/.bin; resolves to whether it was content. */
async function passes(program: string, ...args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/.bin', program), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  return code === 0
}

const lockFile = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
const longFiles = globSync('{packages,services,web,tests,tools,bench}/**/*.{ts,tsx,mjs,css}', { cwd: ROOT })
  .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
  .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > LONG_FILE)
const breaches = wallBreaches(ROOT)
const [types, style] = await Promise.all([passes('tsc', '-p', '.'), passes('biome', 'check', '.')])

for (const breach of breaches) console.error(breach)
for (const { file, lines } of longFiles) console.warn(`${file} is long: ${lines} lines`)
const results = {
  types,
  'format and lint': style,
  walls: breaches.length === 0,
  'lock file without addresses of a registry': !/"resolved": "\w+:\/\//.test(lockFile),
}
for (const [name, passed] of Object.entries(results)) console.log(`${passed ? 'ok    ' : 'FAILED'}  ${name}`)
process.exitCode = Object.values(results).every(Boolean) ? 0 : 1
