import { Problem } from '@snug/contracts'
import { FEED_PATH, type FeedRequest } from '@snug/service-kit'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Presence } from '../presence/presence.ts'
import { type Feed, Gateway } from './feed.ts'
import type { Requests } from './requests.ts'

interface Needs {
  feed: Feed
  requests: Requests
  presence: Presence
}

/** A gateway pings every second. One that is silent for this long, in ms, is gone, and nobody waits for it. */
const SILENCE_MS = 5_000

/** A gateway's end of the feed. The guard has proven who calls; what it sends was parsed at the gateway's edge. */
export const feedRoutes: FastifyPluginAsyncZod<Needs> = async (app, { feed, requests, presence }) => {
  app.route({
    method: 'GET',
    url: FEED_PATH,
    config: { access: 'service', callers: ['gateway'] },
    handler: () => {
      throw new Problem('not_found')
    },
    wsHandler: (socket, { log }) => {
      const gateway = new Gateway(socket)
      feed.add(gateway)
      const silence = setTimeout(() => socket.terminate(), SILENCE_MS)
      socket.on('ping', () => silence.refresh())
      socket.on('close', () => {
        clearTimeout(silence)
        feed.remove(gateway)
        presence.lose(gateway)
      })
      socket.on('error', (err) => log.warn({ err }, 'feed broke'))
      socket.on('message', (data: Buffer) => {
        for (const request of JSON.parse(data.toString()) as FeedRequest[]) {
          requests.take(gateway, request).catch((err) => log.info({ err, request: request.type }, 'not done'))
        }
      })
      log.info('a gateway listens')
    },
  })
}
