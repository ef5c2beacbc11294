// The first thing every npm script runs, on whatever Node the machine has (20 and up) and with no packages there yet:
// it sees that the packages are those of package-lock.json, then hands over to the project's own Node.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const node = resolve(root, 'node_modules/node/bin/node')

/** Whether all that package-lock.json names is installed, by npm's own note of what it installed last. */
function isInstalled() {
  if (!existsSync(node)) return false
  const packagesOf = (file) => JSON.parse(readFileSync(resolve(root, file), 'utf8')).packages
  try {
    const installed = packagesOf('node_modules/.package-lock.json')
    return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
      if (!path.includes('node_modules/')) return true
      const found = installed[path]
      return found ? found.version === wanted.version && found.integrity === wanted.integrity : !!wanted.optional
    })
  } catch {
    return false
  }
}

if (!isInstalled()) {
  console.log('Installing the packages of package-lock.json (npm ci); only the first start takes this long.')
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', ['ci', ...options], { cwd: root, stdio: 'inherit' })
  if (status !== 0 || !existsSync(node)) {
    console.error('The packages could not be installed: see above. "npm ci" alone must work first.')
    process.exit(status || 1)
  }
}

// Without its types and compiled already, the launcher starts in half the time.
const env = { NODE_COMPILE_CACHE: resolve(root, 'node_modules/.cache/compile'), ...process.env }
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
