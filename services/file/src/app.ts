import { createService } from '@snug/service-kit'
import { Outbox, ping } from '@snug/service-kit/database'
import { Avatars } from './avatars/avatars.ts'
import { avatarRoutes } from './avatars/routes.ts'
import type { Config } from './config.ts'
import { Darkroom } from './darkroom/darkroom.ts'
import type { Db } from './database.ts'
import { linkRoutes } from './links/routes.ts'
import { Gallery } from './photos/gallery.ts'
import { Membership } from './photos/membership.ts'
import { photoRoutes } from './photos/routes.ts'
import { Clearings } from './storage/clearings.ts'
import { Removal } from './storage/removal.ts'
import { Shelf } from './storage/shelf.ts'
import { SWEEP_INTERVAL_MS, sweep } from './storage/sweeper.ts'
import { Backlog } from './uploads/backlog.ts'
import { Gate } from './uploads/gate.ts'
import { Intake } from './uploads/intake.ts'
import { Quota } from './uploads/quota.ts'
import { uploadRoutes } from './uploads/routes.ts'
import { UploadStore } from './uploads/store.ts'

export async function buildApp({ config, db }: { config: Config; db: Db }) {
  const app = await createService({
    name: 'file',
    config,
    db,
    checks: [() => ping(db)],
    events: {
      member_left: ({ roomId, profileId }) => membership.forget(roomId, profileId),
      room_deleted: async ({ roomId }) => {
        membership.forget(roomId)
        await clearings.begin({ roomId })
      },
      profile_deleted: ({ profileId }) => clearings.begin({ ownerId: profileId }),
      photos_released: async ({ type: _, ...which }) => void (await removal.remove(which)),
    },
  })
  const outbox = new Outbox(db, app.house, app.log)
  const membership = new Membership(app.house)
  const shelf = new Shelf(config.UPLOADS_DIR)
  const gallery = new Gallery(db, shelf)
  const removal = new Removal(db, shelf, (photoId) => gallery.forget(photoId))
  const darkroom = new Darkroom(config)
  const avatars = new Avatars({ db, shelf, darkroom })
  const clearings = new Clearings({ db, removal, avatars, log: app.log })
  const quota = new Quota(db, config)
  const intake = new Intake({ db, shelf, darkroom, quota, config })
  const backlog = new Backlog({ db, shelf, intake, removal, outbox, log: app.log })
  const store = new UploadStore({ db, shelf, membership, quota, backlog, removal })
  const gate = new Gate(config)
  await shelf.open()
  await app.register(uploadRoutes, { config, db, shelf, intake, quota, membership, gate, store })
  await app.register(photoRoutes, { db, gallery, membership, removal, outbox })
  await app.register(linkRoutes, { db, gallery })
  await app.register(avatarRoutes, { config, avatars, gate, outbox })

  const cleanUp = () => sweep({ db, shelf, removal }).catch((err) => app.log.warn({ err }, 'not swept'))
  const sweeping = setInterval(cleanUp, SWEEP_INTERVAL_MS).unref()
  app.addHook('onReady', async () => {
    void cleanUp()
    void backlog.resume()
    clearings.resume()
  })
  app.addHook('onClose', async () => {
    clearInterval(sweeping)
    backlog.close()
    await clearings.close()
    darkroom.close()
    await outbox.close()
  })
  return app
}
