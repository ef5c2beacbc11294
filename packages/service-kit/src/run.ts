import closeWithGrace from 'close-with-grace'
import type { FastifyBaseLogger } from 'fastify'

/** What is open at SIGTERM has this long to finish (REL-14). */
const GRACE_MS = 10_000

interface Runnable {
  log: FastifyBaseLogger
  listen(at: { host: string; port: number }): Promise<unknown>
  close(): PromiseLike<unknown>
}

/** Listens, and at SIGTERM or SIGINT stops taking requests, finishes those it has, and closes what the service opened. */
export async function run(app: Runnable, { HOST, PORT }: { HOST: string; PORT: number }): Promise<void> {
  closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err }) => {
    if (err) app.log.fatal({ err }, 'stopped by an error nobody caught')
    await app.close()
  })
  await app.listen({ host: HOST, port: PORT })
}
