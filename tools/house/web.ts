import { spawnSync } from 'node:child_process'
import { existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Trouble } from './system.ts'

/** All that the built web client is made of. Folders are in it too, so that a deleted file counts. */
const SOURCES = ['web/*.*', 'web/{src,public}/**', 'packages/{contracts,client}/src/**', 'package-lock.json']

/** Builds the web client into web/dist, unless what is there is newer than its sources. */
export function buildWeb(root: string): void {
  const [dist, fresh] = [join(root, 'web/dist'), join(root, 'web/dist-new')]
  const changedAt = (path: string) => statSync(join(root, path)).mtimeMs
  const builtAt = existsSync(join(dist, 'index.html')) ? changedAt('web/dist/index.html') : 0
  const sources = globSync(SOURCES, { cwd: root })
  if (sources.every((path) => changedAt(path) < builtAt)) return

  console.log('Building the web client.')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  const { status } = spawnSync(process.execPath, args, { cwd: join(root, 'web'), stdio: 'inherit' })
  if (status !== 0) throw new Trouble('The web client could not be built: see above.')
  rmSync(dist, { recursive: true, force: true })
  renameSync(fresh, dist)
}
