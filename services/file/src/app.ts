import { createService } from '@snug/service-kit'
import { ping } from '@snug/service-kit/database'
import type { Config } from './config.ts'
import { Darkroom } from './darkroom/darkroom.ts'
import type { Db } from './database.ts'
import { linkRoutes } from './links/routes.ts'
import { Gallery } from './photos/gallery.ts'
import { Membership } from './photos/membership.ts'
import { photoRoutes } from './photos/routes.ts'
import { Shelf } from './storage/shelf.ts'
import { SWEEP_INTERVAL_MS, sweep } from './storage/sweeper.ts'
import { Gate } from './uploads/gate.ts'
import { Intake } from './uploads/intake.ts'
import { uploadRoutes } from './uploads/routes.ts'

export async function buildApp({ config, db }: { config: Config; db: Db }) {
  const app = await createService({
    name: 'file',
    config,
    db,
    checks: [() => ping(db)],
    events: {
      member_left: ({ roomId, profileId }) => membership.forget(roomId, profileId),
      room_deleted: ({ roomId }) => membership.forget(roomId),
    },
  })
  const membership = new Membership(app.house)
  const shelf = new Shelf(config.UPLOADS_DIR)
  const gallery = new Gallery(db, shelf)
  const darkroom = new Darkroom(config)
  const intake = new Intake({ db, shelf, darkroom, quota: config })
  await shelf.open()
  await app.register(uploadRoutes, { config, intake, membership, gate: new Gate(config) })
  await app.register(photoRoutes, { db, gallery, membership })
  await app.register(linkRoutes, { db, gallery })

  const cleanUp = () => sweep(db, shelf).catch((err) => app.log.warn({ err }, 'not swept'))
  const sweeping = setInterval(cleanUp, SWEEP_INTERVAL_MS).unref()
  app.addHook('onReady', async () => void cleanUp())
  app.addHook('onClose', async () => {
    clearInterval(sweeping)
    darkroom.close()
  })
  return app
}
