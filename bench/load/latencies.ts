/** Bucket n holds times up to SMALLEST_MS * GROWTH ** n: a microsecond to two minutes, each within 1 %. */
const SMALLEST_MS = 0.001
const GROWTH = 1.01
const BUCKETS = 1_900

/** Any number of times in the memory of some: millions of deliveries in a run must not become the generator's garbage. */
export class Latencies {
  readonly #counts = new Float64Array(BUCKETS)
  #total = 0

  add(ms: number): void {
    const bucket = Math.ceil(Math.log(ms / SMALLEST_MS) / Math.log(GROWTH))
    const kept = Math.min(Math.max(bucket, 0), BUCKETS - 1)
    this.#counts[kept] = (this.#counts[kept] ?? 0) + 1
    this.#total++
  }

  /** The time, in ms, that this share of all took at most. */
  at(share: number): number {
    let sofar = 0
    for (const [bucket, count] of this.#counts.entries()) {
      sofar += count
      if (sofar > 0 && sofar >= this.#total * share) return SMALLEST_MS * GROWTH ** bucket
    }
    return Number.NaN
  }

  figures(): Record<string, number> {
    return { 'p50 ms': this.at(0.5), 'p95 ms': this.at(0.95), 'p99 ms': this.at(0.99) }
  }
}
