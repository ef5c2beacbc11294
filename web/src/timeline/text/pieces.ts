/** A username after @, but not in an address of mail; what ends a sentence is no part of it. */
const NAME = String.raw`(?<![\w.@-])@([A-Za-z0-9_.\-]{2,31}[A-Za-z0-9_])(?![\w@])`
const ADDRESS = String.raw`https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'*_~]`
const PIECES = new RegExp(`(${ADDRESS})|${NAME}`, 'g')
const NAMES = new RegExp(NAME, 'g')
const NAME_HERE = new RegExp(NAME, 'y')

/** What means something to Markdown. A text without it is drawn as it is, which is most of all that people write. */
const MARKS = /[*_`\\]|~~|\]\(|^[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])/m
/** People do not shout at more in one message. */
const MOST_NAMES = 10
/** This many emojis and nothing else are drawn large. */
const MOST_LARGE = 3
/** Longer than the longest of them, a family with its tones. */
const MAX_EMOJI_UNITS = 64
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u

/** Who is drawn as a mention: usernames in lower case. */
export type Names = ReadonlySet<string>

/** A part of a text: a web address, the name of somebody, or words. */
export type Piece = { kind: 'words' | 'address' | 'mention'; text: string }

/** The parts of a text without Markdown; put together again they are the text. */
export function piecesOf(text: string, names: Names): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  const add = (kind: Piece['kind'], from: number, to: number) => {
    if (to > from) pieces.push({ kind, text: text.slice(from, to) })
    end = to
  }
  for (const { index, 0: found, 1: address, 2: name = '' } of text.matchAll(PIECES)) {
    if (!address && !names.has(name.toLowerCase())) continue
    add('words', end, index)
    add(address ? 'address' : 'mention', index, index + found.length)
  }
  add('words', end, text.length)
  return pieces
}

/** Whether Markdown would draw it otherwise. Addresses and names may hold its signs and mean nothing by them. */
export const hasMarks = (text: string): boolean => MARKS.test(text.replace(PIECES, 'x'))

/** A text for one line of it: without the signs that would make words bold, struck out, code, quoted or listed. */
export const withoutMarks = (text: string): string => text.replace(/\*\*|~~|`+|^[ \t]*(?:>|[-+*][ \t])[ \t]*/gm, '')

/** The usernames that a text calls, in lower case, each once. */
export const namesIn = (text: string): string[] =>
  text.includes('@')
    ? [...new Set(Array.from(text.matchAll(NAMES), ([, name = '']) => name.toLowerCase()))].slice(0, MOST_NAMES)
    : []

/** The username that is called at that place of a text. */
export function nameAt(text: string, at: number): string | undefined {
  NAME_HERE.lastIndex = at
  return NAME_HERE.exec(text)?.[1]
}

/** Whether a text is one to three emojis and nothing else. */
export function isFewEmojis(text: string): boolean {
  const signs = text.replace(/\s+/g, '')
  if (!EMOJI.test(signs) || text.length > MOST_LARGE * MAX_EMOJI_UNITS) return false
  graphemes ??= new Intl.Segmenter()
  const each = Array.from(graphemes.segment(signs), ({ segment }) => segment)
  return each.length <= MOST_LARGE && each.every((sign) => EMOJI.test(sign))
}

/** Made when the first emoji comes: it reads tables for some ms. */
let graphemes: Intl.Segmenter | undefined
