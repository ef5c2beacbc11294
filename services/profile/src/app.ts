import { createService } from '@snug/service-kit'
import { Outbox, ping } from '@snug/service-kit/database'
import { accountRoutes } from './account/routes.ts'
import type { Config } from './config.ts'
import type { Db } from './database.ts'
import { Passwords } from './passwords/passwords.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { showAvatar } from './people/queries.ts'
import { peopleRoutes } from './people/routes.ts'

export async function buildApp({ config, db }: { config: Config; db: Db }) {
  const app = await createService({
    name: 'profile',
    config,
    db,
    checks: [() => ping(db)],
    events: { avatar_changed: ({ profileId, avatarId }) => showAvatar(db, profileId, avatarId) },
  })
  const passwords = new Passwords(config)
  const outbox = new Outbox(db, app.house, app.log)
  await app.register(peopleRoutes, { db, passwords, outbox, minimum: config.PASSWORD_MIN })
  await app.register(passwordRoutes, { db, passwords })
  await app.register(accountRoutes, { db, passwords, outbox })
  app.addHook('onClose', () => outbox.close())
  return app
}
