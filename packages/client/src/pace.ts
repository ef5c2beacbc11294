const SECOND_MS = 1_000

/** So much a second: what was used is given back one second after the first use. So never more than twice in a second. */
export class Pace {
  readonly #allowance: number
  readonly #onRenewed: () => void
  #left: number
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(allowance: number, onRenewed: () => void) {
    this.#allowance = this.#left = allowance
    this.#onRenewed = onRenewed
  }

  get left(): number {
    return this.#left
  }

  use(): void {
    this.#left--
    this.#timer ??= setTimeout(() => {
      this.renew()
      this.#onRenewed()
    }, SECOND_MS)
  }

  renew(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#left = this.#allowance
  }
}
