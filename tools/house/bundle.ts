import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, parse } from 'node:path'
import { digestOf } from './sources.ts'

/** All that the bundles are made of, and how. */
const SOURCES = [
  'services/*/{src,migrations}/**',
  'packages/{contracts,service-kit}/src/**',
  '{packages,services}/*/package.json',
  'package-lock.json',
  'tools/house/{bundle,iconv}.ts',
]
/** What is started as a process, or loaded by its path. All of src comes to lie in one folder. */
const ENTRIES = ['src/main.ts', 'src/storage-check.ts', 'src/**/*-worker.ts', 'migrations/*.ts']
/** What it reads beside its source. */
const ASSETS = ['src/**/*.css']
/** Machine code cannot be bundled. */
const NATIVE = ['argon2', 'sharp']

/** Names and lines stay, for whoever reads a stack. V8 keeps the text in memory, and twice as long if it is not ASCII. */
const SHAPE = {
  comments: { legal: true, annotation: false, jsdoc: false },
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
} as const

/** A house that runs starts its services again from the bundles it began with, so some older ones stay. */
const KEPT = 5
const DIGEST = /^[\da-f]{16}$/

/** Bundles that service into `dir`, which then looks like its folder: `src/main.js`, `migrations/NNNN_name.js`. */
export async function bundle(root: string, service: string, dir: string): Promise<void> {
  const { rolldown } = await import('rolldown')
  const home = join(root, 'services', service)
  const entries = globSync(ENTRIES, { cwd: home }).map((path) => [
    join(dirname(path).split('/')[0] as string, parse(path).name),
    join(home, path),
  ])
  const bundled = await rolldown({
    input: Object.fromEntries(entries),
    platform: 'node',
    external: NATIVE,
    resolve: { alias: { 'iconv-lite': join(import.meta.dirname, 'iconv.ts') } },
  })
  await bundled.write({ dir, format: 'esm', chunkFileNames: 'src/[name]-[hash].js', ...SHAPE })
  await bundled.close()
  for (const path of globSync(ASSETS, { cwd: home })) copyFileSync(join(home, path), join(dir, 'src', basename(path)))
}

/** Puts the machine code that a service needs beside its bundle, for a place where no packages are installed. */
export function copyNative(root: string, service: string, dir: string): void {
  const copy = (name: string) => {
    const [from, to] = [join(root, 'node_modules', name), join(dir, 'node_modules', name)]
    if (!existsSync(from) || existsSync(to)) return // built for another system, or copied before
    cpSync(from, to, { recursive: true })
    for (const needed of dependenciesOf(from)) copy(needed)
  }
  for (const name of dependenciesOf(join(root, 'services', service))) if (NATIVE.includes(name)) copy(name)
}

function dependenciesOf(dir: string): string[] {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))
  return Object.keys({ ...dependencies, ...optionalDependencies })
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
    if (digestOf(root, SOURCES) !== digest) {
      // A source was saved meanwhile: nobody knows which text was read.
      for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
      return bundled(root, services)
    }
  }
  return dirs.map((dir) => join(dir, 'src/main.js'))
}

/** Another house may do the same at this moment; who is done first wins. */
async function bundleOnce(root: string, service: string, dir: string): Promise<void> {
  const fresh = join(root, 'services', service, 'dist-new', `${basename(dir)}.${process.pid}`)
  const [home, name] = [dirname(dir), basename(dir)]
  mkdirSync(home, { recursive: true })
  try {
    await bundle(root, service, fresh)
    renameSync(fresh, dir)
  } catch (error) {
    if (!existsSync(dir)) throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  const age = (other: string) => -(statSync(join(home, other), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  const old = readdirSync(home)
    .filter((other) => DIGEST.test(other) && other !== name)
    .sort((one, other) => age(one) - age(other))
    .slice(KEPT)
  for (const other of old) rmSync(join(home, other), { recursive: true, force: true })
}
