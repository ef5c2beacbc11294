/** A line in which people take turns, whoever of them brings more: one of each, then the next of each. */
export class FairQueue<T> {
  /** Each person's own line, in the order of their turns. */
  readonly #lines = new Map<string, T[]>()
  #length = 0

  /** Of all. */
  get length(): number {
    return this.#length
  }

  lengthOf(person: string): number {
    return this.#lines.get(person)?.length ?? 0
  }

  push(person: string, item: T): void {
    const line = this.#lines.get(person)
    if (line) line.push(item)
    else this.#lines.set(person, [item])
    this.#length++
  }

  /** Whose turn it is stays so until it is taken. */
  peek(): T | undefined {
    return this.#lines.values().next().value?.[0]
  }

  shift(): T | undefined {
    for (const [person, line] of this.#lines) {
      const item = line.shift()
      this.#lines.delete(person)
      if (line.length > 0) this.#lines.set(person, line)
      this.#length--
      return item
    }
    return undefined
  }
}
