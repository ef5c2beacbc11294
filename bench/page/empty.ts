import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { freePorts, ROOT, Trouble } from '@snug/tools/house'
import { type Cores, startServing } from '../process.ts'

const SOURCE = join(import.meta.dirname, 'empty')

/** An empty page of the same framework, built and served, compressed, as the web client is. */
export async function serveEmptyPage(folder: string, cores: Cores | undefined) {
  const dataDir = join(folder, 'empty-page')
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--outDir', dataDir, '--emptyOutDir', '--logLevel', 'error']
  const { status } = spawnSync(process.execPath, args, { cwd: SOURCE, stdio: 'inherit' })
  if (status !== 0) throw new Trouble('The empty page could not be built: see above.')
  for (const name of globSync('**/*.js', { cwd: dataDir }))
    writeFileSync(join(dataDir, `${name}.br`), brotliCompressSync(readFileSync(join(dataDir, name))))
  const [port = 0] = await freePorts(1)
  const shelf = join(import.meta.dirname, '../limit/shelf.ts')
  return startServing(cores?.server, shelf, { dataDir, port, preCompressed: true })
}
