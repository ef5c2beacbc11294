import type { Profile } from '@snug/contracts'

/** A name that is being written: `@ad`, from its sign to its end. */
export interface Mention {
  from: number
  to: number
  /** What stands between the sign and the caret. */
  query: string
}

/** At the start of a word, for in an address of e-mail nobody is called. */
const BEGUN = /(?:^|[^\p{L}\p{N}_@./-])@([\p{L}\p{M}\p{N}_.-]{0,64})$/u
const REST = /^[\p{L}\p{M}\p{N}_.-]*/u

/** The name that the caret is in, if any. */
export function mentionAt(text: string, caret: number): Mention | undefined {
  const query = BEGUN.exec(text.slice(0, caret))?.[1]
  if (query === undefined) return undefined
  const rest = REST.exec(text.slice(caret))?.[0] ?? ''
  return { from: caret - query.length - 1, to: caret + rest.length, query }
}

/** The text with the name written out and a space behind it, and where the caret is then. */
export function withMention(text: string, { from, to }: Mention, username: string): { text: string; caret: number } {
  const name = `@${username} `
  const after = text.slice(to).replace(/^ /, '')
  return { text: text.slice(0, from) + name + after, caret: from + name.length }
}

/** More would be a list to read, not to choose from. */
const MOST_OFFERED = 8

/** Who may be meant, best first: by the start of the username, of the name, or of a word in either. */
export function whoIsMeant(people: readonly Profile[], query: string): Profile[] {
  const wanted = folded(query)
  return people
    .map((person) => ({ person, rank: rankOf(person, wanted) }))
    .filter(({ rank }) => rank < NOT_MEANT)
    .sort((a, b) => a.rank - b.rank || a.person.displayName.localeCompare(b.person.displayName))
    .slice(0, MOST_OFFERED)
    .map(({ person }) => person)
}

const NOT_MEANT = 3

function rankOf({ username, displayName }: Profile, wanted: string): number {
  const names = [folded(username), folded(displayName)]
  const place = names.findIndex((name) => name.startsWith(wanted))
  if (place >= 0) return place
  const words = names.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))
  return words.some((word) => word.startsWith(wanted)) ? 2 : NOT_MEANT
}

/** Without case and marks: "Zoë" is found by "zoe". */
const folded = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
