/** About a line of chat. */
const TEXT_BYTES = 120
const HASH = 0x23
const ZERO = 0x30

/** The text of the message with that number. Nothing else in a frame has a `#`. */
export const textOf = (number: number): string => `#${number} `.padEnd(TEXT_BYTES, 'snug ')

/** Where the last text was found; frames of one run differ by a digit at most. */
let usual = 0

/** The number of the message in this frame, read where it lies: a parser would cost more than the server's whole work. */
export function numberIn(bytes: Buffer, from: number, to: number): number {
  if (bytes[from + usual] !== HASH) usual = bytes.indexOf(HASH, from) - from
  let at = from + usual + 1
  if (usual < 0 || at >= to) throw new Error(`a message without a number: ${bytes.toString('utf8', from, to)}`)
  let number = 0
  for (let digit = at; digit < to; digit++, at++) {
    const value = (bytes[digit] as number) - ZERO
    if (value < 0 || value > 9) break
    number = number * 10 + value
  }
  return number
}
