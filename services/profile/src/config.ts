import { DatabaseConfig } from '@snug/service-kit'
import { z } from 'zod'

export const Config = DatabaseConfig.safeExtend({
  /** Characters a new password has at least; 15 is the advice where nothing else protects an account. */
  PASSWORD_MIN: z.coerce.number().int().min(8).max(64).default(8),
  /** Hashes at once. Each takes 19 MiB and a core. */
  HASH_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  /** Hashes that may wait; at 40 ms each the last one waits about 2 s. */
  HASH_QUEUE: z.coerce.number().int().min(1).max(10_000).default(100),
})
export type Config = z.infer<typeof Config>
