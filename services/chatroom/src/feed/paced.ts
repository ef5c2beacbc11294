/** Does things at once, but those of one key not again for a while: of what is asked for meanwhile the last is done then. */
export class Paced<K> {
  readonly #ms: number
  readonly #resting = new Map<K, (() => void) | undefined>()

  constructor(ms: number) {
    this.#ms = ms
  }

  do(key: K, act: () => void): void {
    if (this.#resting.has(key)) this.#resting.set(key, act)
    else this.#act(key, act)
  }

  #act(key: K, act: () => void): void {
    this.#resting.set(key, undefined)
    setTimeout(() => this.#rested(key), this.#ms).unref()
    act()
  }

  #rested(key: K): void {
    const next = this.#resting.get(key)
    this.#resting.delete(key)
    if (next) this.#act(key, next)
  }
}
