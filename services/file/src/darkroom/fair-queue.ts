interface Line<T> {
  items: T[]
  /** In which round the person's next item has its turn. */
  turn: number
}

/**
 * A line in which people take turns, whoever of them brings more: one of each in every round. Who comes anew is in the round
 * that runs, unless they had their turn in it.
 */
export class FairQueue<T> {
  /** Of who waits, and of who had a turn in this round. */
  readonly #lines = new Map<string, Line<T>>()
  #round = 0
  #length = 0

  /** Of all. */
  get length(): number {
    return this.#length
  }

  lengthOf(person: string): number {
    return this.#lines.get(person)?.items.length ?? 0
  }

  push(person: string, item: T): void {
    const line = this.#lines.getOrInsertComputed(person, () => ({ items: [], turn: this.#round }))
    line.items.push(item)
    this.#length++
  }

  peek(): T | undefined {
    return this.#first()?.items[0]
  }

  shift(): T | undefined {
    const line = this.#first()
    if (!line) return undefined
    this.#round = line.turn++
    this.#length--
    const item = line.items.shift()
    for (const [person, { items, turn }] of this.#lines)
      if (items.length === 0 && turn <= this.#round) this.#lines.delete(person)
    return item
  }

  #first(): Line<T> | undefined {
    let first: Line<T> | undefined
    for (const line of this.#lines.values())
      if (line.items.length > 0 && (!first || line.turn < first.turn)) first = line
    return first
  }
}
