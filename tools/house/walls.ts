import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Who may import whom: contracts <- service-kit <- services; contracts <- client <- web; contracts, client and what is
 * made for testing <- tests. The first rule that names the file counts.
 */
const RULES: [files: RegExp, ours: RegExp][] = [
  [/^packages\/contracts\//, /^@snug\/contracts$/],
  [/^packages\/client\//, /^@snug\/contracts$/],
  [/^packages\/service-kit\/src\//, /^@snug\/contracts$/],
  [/^packages\/service-kit\//, /^@snug\/(contracts|service-kit(\/database|\/testing)?)$/],
  [/^services\/gateway\/src\//, /^@snug\/(contracts|service-kit)$/], // it has no tables, and loads no driver
  [/^services\/\w+\/test\//, /^@snug\/(contracts|service-kit(\/database|\/testing)?)$/],
  [/^services\//, /^@snug\/(contracts|service-kit(\/database)?)$/],
  [/^web\/src\//, /^@snug\/(contracts|client)$/],
  [/^web\//, /^@snug\/(contracts|client(\/testing)?)$/],
  [/^tests\//, /^@snug\/(contracts|client|service-kit\/testing|tools\/(house|chromium|web))$/],
  [/^tools\//, /^@snug\/(contracts|service-kit(\/database)?|tools\/house)$/],
  [/^bench\//, /^@snug\/(contracts|client|tools\/(house|chromium|web))$/],
]
const FILES = '{packages,services,web,tests,tools,bench}/**/*.{ts,tsx,mjs}'
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g

/** Imports that climb over a wall, one sentence each. */
export function wallBreaches(root: string): string[] {
  const files = globSync(FILES, { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path) })
  return files.flatMap((file) => breachesIn(file, readFileSync(join(root, file), 'utf8')))
}

/** The same for one file, by its path from the root. */
export function breachesIn(file: string, source: string): string[] {
  const imports = [...source.matchAll(IMPORT)].map((match) => match[2] as string)
  return imports.filter((name) => !isAllowed(file, name)).map((name) => `${file} may not import ${name}`)
}

/** Folders of the web client that every one of its features may use; they know none of them. */
const WEB_SHARED = new Set([
  'styles',
  'ui',
  'words',
  'preferences',
  'session',
  'people',
  'rooms',
  'posts',
  'photos',
  'emoji',
])

function isAllowed(file: string, name: string): boolean {
  if (name.startsWith('.')) {
    const target = join(dirname(file), name)
    return workspaceOf(target) === workspaceOf(file) && isAllowedInWeb(file, target)
  }
  // The browser loads these too, so nothing of Node's may be in them.
  if (/^packages\/(contracts|client)\/src\//.test(file) && name !== 'zod' && !name.startsWith('@snug/')) return false
  const [, ours] = RULES.find(([files]) => files.test(file)) ?? []
  return !name.startsWith('@snug/') || ours?.test(name) === true
}

/** Two folders for those that hold many workspaces, one for the others. */
const workspaceOf = (path: string) => /^(packages|services)\/[^/]+|^[^/]+/.exec(path)?.[0]

/** A feature of the web client is a folder that one could delete: only `app`, which puts them together, and the root know it. */
function isAllowedInWeb(file: string, target: string): boolean {
  const [from, to] = [webFolderOf(file), webFolderOf(target)]
  return !from || !to || from === to || from === 'app' || WEB_SHARED.has(to)
}

const webFolderOf = (path: string) => /^web\/src\/(\w+)\//.exec(path)?.[1]
