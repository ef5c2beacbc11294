import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const CLASSES = /\/zod\/v4\/classic\/schemas\.js$/
const WRITERS = /\/(to-json-schema|json-schema-processors)\.js$/
const NOTHING = '\0no-json-schema:'
/** What the classes call of it. */
const CALLED = /\bprocessors\.(\w+)|\b(create\w*JSONSchemaMethod)\b/g

/**
 * zod's classes carry the code that writes them as JSON schema, 4 KB of the first load that the page never calls: the
 * gateway does, for the page about the API. Here they find functions that answer with nothing.
 */
export function leanZod(): Plugin {
  return {
    name: 'lean-zod',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer && CLASSES.test(importer) && WRITERS.test(source) ? NOTHING + importer : undefined,
    load: (id) => {
      if (!id.startsWith(NOTHING)) return
      const classes = readFileSync(id.slice(NOTHING.length), 'utf8')
      const names = new Set([...classes.matchAll(CALLED)].map(([, processor, method]) => processor ?? method))
      return `const nothing = () => ({})\nexport { ${[...names].map((name) => `nothing as ${name}`).join(', ')} }`
    },
  }
}
