import { existsSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

/** Names under /assets/ carry a hash of their content, so what a name means never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'

/** First steps of addresses that are never a page of the web client. */
const NO_PAGE = new Set(['api', 'assets', 'internal', 'health', 'metrics'])
/** First step of people's pages, and a username may hold dots. */
const PEOPLE = 'u'
/** A file has an extension; a page of the client has not, and no part of its address begins with a dot. */
const LOOKS_LIKE_A_FILE = /\.[^/]*$|\/\./

/** The web client: its files, and its one page for every address that only the client itself knows. */
export const webRoutes: FastifyPluginAsync<{ root: string }> = async (app, { root }) => {
  const assets = join(root, 'assets')
  await app.register(files, {
    root,
    serve: false,
    cacheControl: false,
    dotfiles: 'ignore',
    preCompressed: true,
    suppressWarning: true,
    setHeaders: (reply, file) => reply.header('cache-control', file.startsWith(assets) ? FOR_EVER : ASK_AGAIN),
  })

  app.get('/*', async ({ raw, headers }, reply) => {
    const path = raw.url?.split('?', 1)[0] ?? '/'
    const [, first = ''] = path.split('/')
    if (first !== 'api' && first !== PEOPLE && LOOKS_LIKE_A_FILE.test(path))
      return reply.sendFile(decodeURIComponent(path))
    const isPage = path === '/' || (!NO_PAGE.has(first) && headers.accept?.includes('text/html'))
    if (!isPage) return reply.callNotFound()
    if (existsSync(join(root, 'index.html'))) return reply.sendFile('index.html')
    return reply.code(503).type('text/plain').send('The web client is not built yet: npm run build -w web\n')
  })
}
