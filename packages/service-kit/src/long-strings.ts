import { randomUUID } from 'node:crypto'
import { BODY_BYTES, LongText } from '@snug/contracts'

/** A string that alone is longer than the body of an ordinary route is none of its texts. */
const LONG = BODY_BYTES
/** Nothing we take has more text than this in all its other strings, nor more space between them (SEC-26). */
const MAX_TEXT = 1024 * 1024
/** Nothing we take is nested deeper; a parser's stack and ours stay small (SEC-33). */
const MAX_DEPTH = 20
/** Nothing we take has more values; thirty megabytes of `{},{},` would become a gigabyte of objects (SEC-26). */
const MAX_VALUES = 10_000
/** A value may have a name, which is a string too. */
const MAX_STRINGS = 2 * MAX_VALUES

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

/** JSON whose long strings are elsewhere, each with a mark in its place that nobody outside can know. */
export interface Lifted {
  json: Buffer
  long: Map<string, LongText>
}

/** Takes the long strings out of JSON, before it is parsed and without copying them. @returns undefined when it is too much */
export function liftLongStrings(json: Buffer): Lifted | undefined {
  const places = longStringsIn(json)
  if (!places) return
  const long = new Map<string, LongText>()
  const between: Buffer[] = []
  let rest = 0
  for (const { start, end } of places) {
    const mark = randomUUID()
    long.set(mark, new LongText(json.subarray(start, end)))
    between.push(json.subarray(rest, start), Buffer.from(mark))
    rest = end
  }
  return { json: long.size > 0 ? Buffer.concat([...between, json.subarray(rest)]) : json, long }
}

/** Puts long strings where their marks are, and back into nothing else: a name is no place for them. */
export function putBack(value: unknown, long: Lifted['long']): unknown {
  if (typeof value === 'string') return long.get(value) ?? value
  if (typeof value !== 'object' || value === null) return value
  for (const [key, part] of Object.entries(value)) Object.assign(value, { [key]: putBack(part, long) })
  return value
}

interface Place {
  start: number
  end: number
}

/** Goes over the bytes once, whatever they are (SEC-36). @returns undefined when they are too much, or end within a string */
function longStringsIn(json: Buffer): Place[] | undefined {
  const places: Place[] = []
  let [depth, values, strings, long] = [0, 0, 0, 0]
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (byte === QUOTE) {
      const start = at + 1
      at = endOfString(json, start)
      if (at >= json.length || ++strings > MAX_STRINGS) return
      if (at - start > LONG) {
        places.push({ start, end: at })
        long += at - start
      }
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (++depth > MAX_DEPTH) return
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
    else if (byte === COMMA && ++values > MAX_VALUES) return
    if (at - long > MAX_TEXT) return
  }
  return places
}

/** The index of the quote that closes the string, or one past the end. */
function endOfString(json: Buffer, start: number): number {
  for (let at = json.indexOf(QUOTE, start); at !== -1; at = json.indexOf(QUOTE, at + 1)) {
    let slashes = 0
    while (at - slashes > start && json[at - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return at
  }
  return json.length
}
