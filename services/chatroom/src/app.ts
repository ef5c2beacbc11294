import websocket from '@fastify/websocket'
import { createService } from '@snug/service-kit'
import { Outbox, ping } from '@snug/service-kit/database'
import type { Config } from './config.ts'
import type { Db } from './database.ts'
import { Departures } from './departures/departures.ts'
import { Feed } from './feed/feed.ts'
import { Requests } from './feed/requests.ts'
import { feedRoutes } from './feed/routes.ts'
import { Reading } from './members/reading.ts'
import { memberRoutes } from './members/routes.ts'
import { Changes } from './messages/changes.ts'
import { Ledger } from './messages/ledger.ts'
import { Newest } from './messages/newest.ts'
import { messageRoutes } from './messages/routes.ts'
import { Speaking } from './messages/speaking.ts'
import { written } from './messages/wire.ts'
import { Places } from './places/places.ts'
import { Presence } from './presence/presence.ts'
import { Reacting } from './reactions/reacting.ts'
import { reactionRoutes } from './reactions/routes.ts'
import { LiveRooms } from './rooms/live-rooms.ts'
import { roomRoutes } from './rooms/routes.ts'

/** Bytes of one feed message from a gateway: a turn's worth of its people's frames, 64 KiB at most each. */
const MAX_FEED_BYTES = 64 * 1024 * 1024

export async function buildApp({ config, db }: { config: Config; db: Db }) {
  const app = await createService({
    name: 'chatroom',
    config,
    db,
    checks: [() => ping(db)],
    events: {
      seen_hidden: ({ profileId }) => reading.hide(profileId),
      profile_deleted: ({ profileId }) => departures.begin(profileId),
      photo_settled: ({ photo, ownerId, ...message }) => places.settle({ ...message, authorId: ownerId }, photo),
      photo_removed: ({ photoId, ownerId, ...message }) => places.remove({ ...message, authorId: ownerId }, photoId),
    },
  })
  const { house } = app
  const outbox = new Outbox(db, house, app.log)
  const rooms = new LiveRooms(db, config.LEDGER_TIMEOUT_MS)
  const feed = new Feed()
  const newest = new Newest(db, config.LEDGER_TIMEOUT_MS)
  const ledger = new Ledger(db, rooms, config, {
    said: (room, messages) => {
      const news = messages.map(written)
      newest.add(room, news)
      feed.said(room, news)
    },
    told: () => feed.told(),
  })
  const presence = new Presence({ rooms, feed, log: app.log })
  const reading = new Reading({ db, rooms, feed })
  const changes = new Changes({ db, rooms, newest, feed, timeoutMs: config.LEDGER_TIMEOUT_MS })
  const places = new Places({ db, house, changes, log: app.log })
  const speaking = new Speaking({ db, house, rooms, ledger, places, log: app.log })
  const reacting = new Reacting(changes)
  const departures = new Departures({ db, rooms, newest, ledger, changes, reacting, feed, log: app.log })

  await app.register(websocket, { options: { maxPayload: MAX_FEED_BYTES, perMessageDeflate: false } })
  await app.register(feedRoutes, {
    feed,
    presence,
    requests: new Requests({ db, rooms, newest, speaking, presence, reading, feed, log: app.log }),
  })
  await app.register(roomRoutes, { db, rooms, newest, ledger, feed, outbox })
  await app.register(memberRoutes, { db, house, outbox, rooms, presence, feed })
  await app.register(messageRoutes, { db, rooms, newest, speaking, changes, reading, outbox })
  await app.register(reactionRoutes, { rooms, reacting })
  app.addHook('onClose', async () => {
    places.close()
    await departures.close()
    await outbox.close()
  })
  return app
}
