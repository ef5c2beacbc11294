import { Problem } from '@snug/contracts'

/** The database did not answer in time; whether it did what it was asked, nobody knows. */
export class TooLate extends Problem {
  constructor() {
    super('unavailable', { retryAfter: 1, cause: new Error('the database did not answer in time') })
  }
}

/** What `work` resolves to. @throws TooLate after `ms` */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TooLate()), ms)
  try {
    return await Promise.race([work, late])
  } catch (error) {
    // The driver's own clock may be the first: it waits for a connection as long as we do.
    throw (error as { code?: string }).code === 'ETIMEDOUT' ? new TooLate() : error
  } finally {
    clearTimeout(timer)
  }
}
