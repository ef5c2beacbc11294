import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf } from './sources.ts'
import { Trouble } from './system.ts'

/** All that the built web client is made of. */
const SOURCES = ['web/*.*', 'web/{src,public}/**', 'packages/{contracts,client}/src/**', 'package-lock.json']

/** Builds the web client into web/dist, unless what is there was made of the same sources. */
export function buildWeb(root: string): void {
  const [dist, fresh] = [join(root, 'web/dist'), join(root, 'web/dist-new')]
  const digest = digestOf(root, SOURCES)
  const madeOf = join(dist, '.made-of')
  if (existsSync(madeOf) && readFileSync(madeOf, 'utf8') === digest) return

  console.log('Building the web client.')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  const { status } = spawnSync(process.execPath, args, { cwd: join(root, 'web'), stdio: 'inherit' })
  if (status !== 0) throw new Trouble('The web client could not be built: see above.')
  writeFileSync(join(fresh, '.made-of'), digest)
  rmSync(dist, { recursive: true, force: true })
  renameSync(fresh, dist)
}
