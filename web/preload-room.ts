import type { HtmlTagDescriptor, Plugin } from 'vite'

/** The frame of a signed-in person, and a room in it. */
const SCREENS = ['signed-in', 'room-screen']

/**
 * Lets the page name what a room is drawn with, so that it comes while the framework is being read, not after it. Who has to
 * go through the door first needs it next.
 */
export function preloadRoom(): Plugin {
  return {
    name: 'preload-room',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const [scripts, styles] = [new Set<string>(), new Set<string>()]
        const add = (file: string) => {
          const chunk = bundle[file]
          if (chunk?.type !== 'chunk' || scripts.has(file)) return
          scripts.add(file)
          for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style)
          for (const imported of chunk.imports) add(imported)
        }
        for (const [file, chunk] of Object.entries(bundle))
          if (chunk.type === 'chunk' && SCREENS.includes(chunk.name)) add(file)
        const isNew = (file: string) => !html.includes(`"/${file}"`)
        return [
          ...[...scripts].filter(isNew).map((file) => preload(file, { rel: 'modulepreload' })),
          ...[...styles].filter(isNew).map((file) => preload(file, { rel: 'preload', as: 'style' })),
        ]
      },
    },
  }
}

const preload = (file: string, attributes: Record<string, string>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...attributes, crossorigin: true, href: `/${file}` },
  injectTo: 'head',
})
