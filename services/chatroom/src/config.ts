import { DatabaseConfig } from '@snug/service-kit'
import { z } from 'zod'

export const Config = DatabaseConfig.safeExtend({
  /** Messages that may wait for a commit; at 1,000 a commit the last one waits a few commits. Past it: 503. */
  LEDGER_QUEUE: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
  /** A commit that takes longer, in ms, is answered 503; whether it happened is found out before the next one. */
  LEDGER_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(2_000),
})
export type Config = z.infer<typeof Config>
