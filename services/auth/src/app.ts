import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import { ACCESS_SECONDS, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@snug/contracts'
import { createService } from '@snug/service-kit'
import { Outbox, ping } from '@snug/service-kit/database'
import type { Config } from './config.ts'
import type { Db } from './database.ts'
import { Keys } from './keys/keys.ts'
import { keyRoutes } from './keys/routes.ts'
import { loginRoutes } from './login/routes.ts'
import { ownAuthority } from './sessions/authority.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { Sessions } from './sessions/sessions.ts'
import { sweep } from './sessions/sweeper.ts'

declare module '@fastify/jwt' {
  interface FastifyJWT {
    namespaces: 'access'
  }
}

/** Sessions that are over end, and keys turn, within this time. */
const ROUND_MS = 60_000

export async function buildApp({ config, db }: { config: Config; db: Db }) {
  const keys = await Keys.open(db)
  const app = await createService({
    name: 'auth',
    config,
    db,
    authority: ownAuthority(db, keys),
    events: { account_closed: ({ profileId }) => sessions.close(profileId) },
    checks: [() => ping(db)],
  })
  const outbox = new Outbox(db, app.house, app.log)
  const sessions = new Sessions(db, outbox, config.SESSION_DAYS)

  await app.register(cookie)
  await app.register(jwt, {
    namespace: 'access',
    // It signs only, with the key that it is given each time; the kit's guard verifies.
    secret: { private: keys.signer.key, public: () => Promise.reject() },
    sign: { algorithm: 'EdDSA', iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, expiresIn: ACCESS_SECONDS },
  })
  await app.register(keyRoutes, { keys })
  await app.register(loginRoutes, { config, house: app.house, keys, sessions })
  await app.register(sessionRoutes, { db, sessions })

  const rounds = setInterval(() => {
    Promise.all([sweep(db), keys.turn()]).catch((err) => app.log.warn({ err }, 'the round has to wait'))
  }, ROUND_MS).unref()
  app.addHook('onClose', async () => {
    clearInterval(rounds)
    await outbox.close()
  })
  return app
}
