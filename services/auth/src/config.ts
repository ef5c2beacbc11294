import { DatabaseConfig, Origins } from '@snug/service-kit'
import { z } from 'zod'

export const Config = DatabaseConfig.safeExtend({
  /** Where browsers find this house. Cookies are `Secure` when all of them are https. */
  PUBLIC_ORIGINS: Origins,
  /** Days after which a session ends, however much it is used. SEC-08 allows 30 at most. */
  SESSION_DAYS: z.coerce.number().int().min(1).max(30).default(30),
  /** Wrong passwords for one name within 15 minutes, after which each further try has to wait. */
  WRONG_PER_NAME: z.coerce.number().int().min(1).max(10).default(10),
  /** The same for one address, where a whole family may sit behind. */
  WRONG_PER_ADDRESS: z.coerce.number().int().min(1).max(50).default(50),
})
export type Config = z.infer<typeof Config>
