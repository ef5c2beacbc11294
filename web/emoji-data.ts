import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const { resolve } = createRequire(import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(resolve(`emojibase-data/${file}`), 'utf8'))

/** Those that Snug speaks, see src/words. */
const LANGUAGES = ['en', 'de']
/** What one version says never changes, so it lies among the files that are kept for ever. */
const FOLDER = `assets/emojibase-${read('package.json').version}`

/** Serves the names of all emojis in each language from Snug itself, and tells the page where they lie: `EMOJI_DATA`. */
export function emojiData(): Plugin {
  const files = LANGUAGES.flatMap((language) => [`${language}/data.json`, `${language}/messages.json`])
  return {
    name: 'emoji-data',
    config: () => ({ define: { EMOJI_DATA: JSON.stringify(`/${FOLDER}`) } }),
    configureServer: ({ middlewares }) => {
      for (const file of files) {
        middlewares.use(`/${FOLDER}/${file}`, (_, response) => {
          response.setHeader('content-type', 'application/json').end(contentOf(file))
        })
      }
    },
    generateBundle() {
      for (const file of files) this.emitFile({ type: 'asset', fileName: `${FOLDER}/${file}`, source: contentOf(file) })
    },
  }
}

interface Entry {
  emoji: string
  label: string
  tags?: string[]
  group?: number
  subgroup?: number
  version: number
  tone?: number | number[]
  skins?: Entry[]
}

/** Only what the picker reads, for the rest is half of it. */
function contentOf(file: string): string {
  const content = read(file)
  return JSON.stringify(file.endsWith('/data.json') ? content.map(entryOf) : content)
}

const entryOf = ({ emoji, label, tags, group, subgroup, version, skins }: Entry) => ({
  emoji,
  label,
  tags,
  group,
  subgroup,
  version,
  skins: skins?.map((skin) => ({ emoji: skin.emoji, tone: skin.tone })),
})
