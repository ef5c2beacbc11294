import { Problem } from '@snug/contracts'

/** What a stranger wrote does not fit together. */
export const broken = (why: string) => new Problem('broken_photo', { detail: `The picture is damaged: ${why}.` })

/** Walks through the bytes of a picture, and never past their end. */
export class Reader {
  readonly bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }

  /** The next so many bytes, not copied. @throws Problem broken_photo when there are fewer */
  take(length: number): Buffer {
    const end = this.at + length
    if (end > this.bytes.length) throw broken('it ends too early')
    const part = this.bytes.subarray(this.at, end)
    this.at = end
    return part
  }

  byte(): number {
    return this.take(1)[0] as number
  }
}
