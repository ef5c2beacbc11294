import { Password, Problem } from '@snug/contracts'
import argon2 from 'argon2'
import PQueue from 'p-queue'
import type { Config } from '../config.ts'

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const

/**
 * The hash, made as above, of 32 random bytes that nobody kept: checked when there is nobody to check, so that both take
 * the same time (SEC-04).
 */
export const NOBODY =
  '$argon2id$v=19$m=19456,p=1,t=2$Via4B9sOm6ZZsJs61ynRyw$b4VZFrUdPwgFh1ZY1+Gyo0Qy+8gsF1AoDp91ZKq/gJU'

/** What somebody typed, as it would have been hashed. What can be nobody's password is left as it is, and matches nothing. */
export const asHashed = (typed: string): string => Password.safeParse(typed).data ?? typed

/** Hashes and checks passwords, a few at a time, so that a crowd at the door starves nobody inside. */
export class Passwords {
  readonly #queue: PQueue
  readonly #maxWaiting: number

  constructor(config: Pick<Config, 'HASH_CONCURRENCY' | 'HASH_QUEUE'>) {
    this.#queue = new PQueue({ concurrency: config.HASH_CONCURRENCY })
    this.#maxWaiting = config.HASH_QUEUE
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => argon2.hash(password, ARGON2ID))
  }

  /** @param hash undefined when there is no such person; then the answer is no, after the same work */
  async matches(hash: string | undefined, password: string): Promise<boolean> {
    const same = await this.#inTurn(() => argon2.verify(hash ?? NOBODY, password))
    return same && hash !== undefined
  }

  /** True when the hash was made with other parameters than today's. */
  isOutdated(hash: string): boolean {
    return argon2.needsRehash(hash, ARGON2ID)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#queue.size >= this.#maxWaiting) throw new Problem('too_many_requests', { retryAfter: 2 })
    return this.#queue.add(work)
  }
}
