/** What was asked and is not answered yet, and when to ask again. */
export class Unanswered<Name> {
  /** In ms on the clock of `performance`, which nobody sets back. */
  readonly #again = new Map<Name, number>()
  readonly #onDue: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param onDue called when something has waited long enough, and is forgotten here */
  constructor(onDue: () => void) {
    this.#onDue = onDue
  }

  has(name: Name): boolean {
    return this.#again.has(name)
  }

  names(): Name[] {
    return [...this.#again.keys()]
  }

  /** Waits for an answer, or with the asking, for so many ms. */
  wait(name: Name, ms: number): void {
    this.#again.set(name, performance.now() + ms)
    this.#plan()
  }

  answered(name: Name): void {
    this.#again.delete(name)
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#again.clear()
  }

  #plan(): void {
    clearTimeout(this.#timer)
    if (this.#again.size === 0) return
    const next = Math.min(...this.#again.values())
    this.#timer = setTimeout(() => this.#due(), Math.max(0, next - performance.now()))
  }

  #due(): void {
    const now = performance.now()
    const late = this.names().filter((name) => (this.#again.get(name) ?? 0) <= now)
    for (const name of late) this.#again.delete(name)
    this.#plan()
    if (late.length > 0) this.#onDue()
  }
}
