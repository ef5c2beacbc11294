import type { ProfileId, Reaction, Revision } from '@snug/contracts'

export const isMine = ({ by }: Reaction, me: ProfileId): boolean => by.includes(me)

const hasMine = (reactions: readonly Reaction[], emoji: string, me: ProfileId): boolean =>
  reactions.some((reaction) => reaction.emoji === emoji && isMine(reaction, me))

/** The reactions when mine with that emoji is there, or is not. */
export function withMine(reactions: readonly Reaction[], emoji: string, me: ProfileId, there: boolean): Reaction[] {
  if (hasMine(reactions, emoji, me) === there) return [...reactions]
  if (there && !reactions.some((reaction) => reaction.emoji === emoji))
    return [...reactions, { emoji, count: 1, by: [me] }]
  return reactions
    .map((reaction) => {
      if (reaction.emoji !== emoji) return reaction
      const { by, count } = reaction
      return there
        ? { emoji, count: count + 1, by: [...by, me] }
        : { emoji, count: count - 1, by: by.filter((id) => id !== me) }
    })
    .filter(({ count }) => count > 0)
}

interface ReactingNeeds {
  me: ProfileId
  get: () => readonly Reaction[]
  /** @param asOf the last change of the message then, when the house has said so */
  set: (reactions: Reaction[], asOf?: Revision) => void
  /** @returns all reactions then. @throws Problem */
  send: (emoji: string, there: boolean) => Promise<{ reactions: Reaction[]; revision: Revision }>
  onRefused: (problem: unknown) => void
}

/** My reactions to one message. They show at once; what the house refuses is taken back. */
export class Reacting {
  readonly #needs: ReactingNeeds
  /** What I want of each emoji whose call is under way; it may be another thing than what was asked for. */
  readonly #wanted = new Map<string, boolean>()

  constructor(needs: ReactingNeeds) {
    this.#needs = needs
  }

  toggle(emoji: string): void {
    this.#want(emoji, !hasMine(this.#needs.get(), emoji, this.#needs.me))
  }

  add(emoji: string): void {
    this.#want(emoji, true)
  }

  #want(emoji: string, there: boolean): void {
    this.#show(emoji, there)
    const isUnderWay = this.#wanted.has(emoji)
    this.#wanted.set(emoji, there)
    if (!isUnderWay) void this.#send(emoji)
  }

  /** One call at a time for an emoji, so that the last one is what I want. */
  async #send(emoji: string): Promise<void> {
    for (;;) {
      const there = this.#wanted.get(emoji) === true
      try {
        const { reactions, revision } = await this.#needs.send(emoji, there)
        if (this.#wanted.get(emoji) !== there) continue
        this.#wanted.delete(emoji)
        if (this.#wanted.size === 0) this.#needs.set(reactions, revision)
        return
      } catch (error) {
        this.#wanted.delete(emoji)
        this.#show(emoji, !there)
        this.#needs.onRefused(error)
        return
      }
    }
  }

  #show(emoji: string, there: boolean): void {
    const { me, get, set } = this.#needs
    set(withMine(get(), emoji, me, there))
  }
}
