import { MAX_EMOJIS, MAX_NAMED_REACTORS, type ProfileId, type Reaction } from '@snug/contracts'

/** Whether somebody may still feel so: a message has only so many different emojis. */
export const hasPlaceFor = (reactions: readonly Reaction[], emoji: string): boolean =>
  reactions.length < MAX_EMOJIS || reactions.some((known) => known.emoji === emoji)

/** With one person more who feels so. */
export function withReactor(reactions: readonly Reaction[], emoji: string, profileId: ProfileId): readonly Reaction[] {
  const at = reactions.findIndex((known) => known.emoji === emoji)
  const known = reactions[at]
  if (!known) return [...reactions, { emoji, count: 1, by: [profileId] }]
  const by = known.by.length < MAX_NAMED_REACTORS ? [...known.by, profileId] : known.by
  return reactions.with(at, { emoji, count: known.count + 1, by })
}

/** With one person less who feels so. */
export function withoutReactor(
  reactions: readonly Reaction[],
  emoji: string,
  profileId: ProfileId,
): readonly Reaction[] {
  return reactions.flatMap((known) => {
    if (known.emoji !== emoji) return [known]
    const by = known.by.filter((id) => id !== profileId)
    return known.count > 1 ? [{ emoji, count: known.count - 1, by }] : []
  })
}

/** The emoji of which another person is to be named, since one who was has taken it back. */
export const lacksName = (reactions: readonly Reaction[], emoji: string): Reaction | undefined =>
  reactions.find(({ by, count, ...known }) => known.emoji === emoji && by.length < Math.min(count, MAX_NAMED_REACTORS))

/** With that person named too. */
export const withName = (reactions: readonly Reaction[], emoji: string, profileId: ProfileId): readonly Reaction[] =>
  reactions.map((known) => (known.emoji === emoji ? { ...known, by: [...known.by, profileId] } : known))
