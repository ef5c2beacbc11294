/** What comes within so many ms. @throws when it takes longer, as a browser's database does that never opens */
export function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('Too late')), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
