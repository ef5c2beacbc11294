import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { freePorts, ROOT, Trouble } from '@snug/tools/house'
import { type Cores, startServing } from '../process.ts'

/** An empty page of the same framework, built and served as the web client is. */
export async function serveEmptyPage(folder: string, cores: Cores | undefined) {
  const dist = join(folder, 'empty-page')
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', join(import.meta.dirname, 'empty/vite.config.ts'), '--outDir', dist]
  const { status } = spawnSync(process.execPath, [...args, '--logLevel', 'warn'], {
    cwd: join(import.meta.dirname, 'empty'),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Trouble('The empty page could not be built: see above.')
  const [port = 0] = await freePorts(1)
  return startServing(cores?.server, join(import.meta.dirname, '../limit/shelf.ts'), {
    dataDir: dist,
    port,
    preCompressed: true,
  })
}
