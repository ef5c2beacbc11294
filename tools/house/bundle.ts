import { copyFileSync, existsSync, globSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, parse } from 'node:path'
import { digestOf } from './sources.ts'

/** All that the bundles are made of, and how. */
const SOURCES = [
  'services/*/{src,migrations}/**',
  'packages/{contracts,service-kit}/src/**',
  'package-lock.json',
  'tools/house/bundle.ts',
]
/** What a service starts as a process, or loads by its path. All of src comes to lie in one folder. */
const ENTRIES = ['src/main.ts', 'src/**/*-worker.ts', 'migrations/*.ts']
/** What it reads beside its source. */
const ASSETS = ['src/**/*.css']
/** Machine code cannot be bundled. */
const NATIVE = ['argon2', 'sharp']

/** A house that runs starts its services again from the bundles it began with, so some older ones stay. */
const KEPT = 5

/** Bundles that service into `dir`, which then looks like its folder: `src/main.js`, `migrations/NNNN_name.js`. */
export async function bundle(root: string, service: string, dir: string): Promise<void> {
  const { rolldown } = await import('rolldown')
  const home = join(root, 'services', service)
  const entries = globSync(ENTRIES, { cwd: home }).map((path) => [
    join(dirname(path).split('/')[0] as string, parse(path).name),
    join(home, path),
  ])
  const bundled = await rolldown({ input: Object.fromEntries(entries), platform: 'node', external: NATIVE })
  // The names stay, for whoever reads a stack.
  await bundled.write({ dir, format: 'esm', chunkFileNames: 'src/[name]-[hash].js' })
  await bundled.close()
  for (const path of globSync(ASSETS, { cwd: home })) copyFileSync(join(home, path), join(dir, 'src', basename(path)))
}

/**
 * Bundles the services, unless it was done for the same sources: one file where Node would load a thousand.
 * @returns the program of each, in the same order
 */
export async function bundled(root: string, services: readonly string[]): Promise<string[]> {
  const digest = digestOf(root, SOURCES)
  const dirs = services.map((service) => join(root, 'services', service, 'dist', digest))
  if (dirs.some((dir) => !existsSync(dir))) {
    console.error('Bundling the services.')
    await Promise.all(services.map((service, i) => bundleOnce(root, service, dirs[i] as string)))
  }
  return dirs.map((dir) => join(dir, 'src/main.js'))
}

/** Another house may do the same at this moment; who is done first wins. */
async function bundleOnce(root: string, service: string, dir: string): Promise<void> {
  const fresh = `${dir}.${process.pid}`
  try {
    await bundle(root, service, fresh)
    if (!existsSync(dir)) renameSync(fresh, dir)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  const age = (name: string) => -statSync(join(dirname(dir), name)).mtimeMs
  const old = readdirSync(dirname(dir))
    .sort((one, other) => age(one) - age(other))
    .slice(KEPT)
  for (const name of old) rmSync(join(dirname(dir), name), { recursive: true, force: true })
}
