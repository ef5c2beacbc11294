import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { API_PREFIX, LIVE_PROTOCOL, MAX_FRAME_BYTES, Problem } from '@snug/contracts'
import type { FastifyPluginAsync } from 'fastify'
import { WebSocketServer } from 'ws'
import type { Limits } from '../door/limits.ts'
import type { Live } from './live.ts'

/** Parts of one message; nobody needs more than one (SEC-39). */
const MAX_FRAGMENTS = 128

interface Handshake {
  socket: Socket
  head: Buffer
  response: ServerResponse
}

/** RFC 6455, 4.2.1. What `ws` finds wrong later it answers itself, as HTML. */
const isHandshake = ({ headers }: IncomingMessage) =>
  headers['sec-websocket-version'] === '13' && /^[A-Za-z\d+/]{22}==$/.test(headers['sec-websocket-key'] ?? '')

/**
 * The people's socket. Its handshake runs through the same checks as every request, because it is one: address, origin,
 * session and rate are asked before anything is upgraded, and a refusal is a plain HTTP answer.
 */
export const liveRoutes: FastifyPluginAsync<{ live: Live; limits: Limits }> = async (app, { live, limits }) => {
  const handshakes = new WeakMap<IncomingMessage, Handshake>()
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    autoPong: false,
    maxPayload: MAX_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(LIVE_PROTOCOL) ? LIVE_PROTOCOL : false),
  })

  app.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.once('finish', () => socket.destroySoon())
    handshakes.set(request, { socket, head, response })
    app.routing(request, response)
  })

  app.get(
    `${API_PREFIX}/live`,
    { config: { access: 'signedIn', acts: true }, preParsing: limits.connect },
    async ({ raw, user }, reply) => {
      const handshake = handshakes.get(raw)
      if (!handshake || !isHandshake(raw))
        throw new Problem('malformed', { detail: 'This address speaks WebSocket, version 13.' })
      if (live.stopping) throw new Problem('unavailable', { retryAfter: 1 })
      if (!live.hasRoomFor(user.profileId)) throw new Problem('too_many_requests', { detail: 'Close another device.' })
      const { socket, head, response } = handshake
      reply.hijack()
      response.detachSocket(socket)
      socket.cork() // the answer to the handshake and the first frame in one write
      sockets.handleUpgrade(raw, socket, head, (ws) => live.open(ws, socket, user))
      socket.uncork()
    },
  )
  app.addHook('onListen', () => live.start())
  app.addHook('preClose', () => live.stop())
}
