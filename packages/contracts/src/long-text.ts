/**
 * A string of a JSON body that is too long to be held as text: its bytes as they came, between its quotes, escapes and all.
 * Whoever reads them finds out whether they make sense.
 */
export class LongText {
  /** Out of reach of what would write or print every byte of it. */
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get bytes(): Uint8Array {
    return this.#bytes
  }

  /**
   * Gives back the memory of the whole body that it is a part of, now and not when the garbage collector comes by. All of its
   * strings are empty then, so that nothing may still be read from them or on its way to a socket.
   */
  freeBody(): void {
    ;(this.#bytes.buffer as ArrayBuffer).transfer(0)
  }
}

/** The JSON of a value: in pieces when there is long text in it, of which no copy is made. */
export function writeJson(value: unknown): string | Uint8Array[] {
  const long: LongText[] = []
  let mark = ''
  const json = JSON.stringify(value, (_, part: unknown) => {
    if (!(part instanceof LongText)) return part
    long.push(part)
    mark ||= crypto.randomUUID() // which a browser has in a secure context only, and a browser sends no long text
    return mark
  })
  if (long.length === 0) return json
  const utf8 = new TextEncoder()
  return json.split(mark).flatMap((between, i) => [utf8.encode(between), ...(long[i] ? [long[i].bytes] : [])])
}
