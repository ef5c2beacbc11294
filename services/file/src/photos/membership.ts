import { checkMember, Problem, type ProfileId, type RoomId } from '@snug/contracts'
import type { House } from '@snug/service-kit'

/** For so long an answer of chatroom is believed, should its word that somebody left not reach us. */
const BELIEVED_MS = 5_000
/** A page of pictures asks for one room and person many times; so many pairs are remembered. */
const REMEMBERED = 10_000

interface Answer {
  until: number
  isMember: Promise<boolean>
}

/** Who is in which room, as chatroom said a moment ago. */
export class Membership {
  readonly #house: Pick<House, 'ask'>
  readonly #answers = new Map<string, Answer>()

  constructor(house: Pick<House, 'ask'>) {
    this.#house = house
  }

  /** @throws Problem unavailable when chatroom cannot be asked */
  isMember(roomId: RoomId, profileId: ProfileId): Promise<boolean> {
    const key = `${roomId} ${profileId}`
    const known = this.#answers.get(key)
    if (known && known.until > Date.now()) return known.isMember
    this.#answers.delete(key)
    const answer = { until: Date.now() + BELIEVED_MS, isMember: this.#ask(roomId, profileId) }
    this.#answers.set(key, answer)
    // A no is not remembered: who has just been let in sees the pictures at once.
    const forget = () => this.#answers.get(key) === answer && this.#answers.delete(key)
    answer.isMember.then((isMember) => isMember || forget(), forget)
    this.#forgetOldest()
    return answer.isMember
  }

  /** To be called when somebody left, or, without a person, when the room is gone. */
  forget(roomId: RoomId, profileId?: ProfileId): void {
    if (profileId) return void this.#answers.delete(`${roomId} ${profileId}`)
    for (const key of this.#answers.keys()) if (key.startsWith(roomId)) this.#answers.delete(key)
  }

  async #ask(roomId: RoomId, profileId: ProfileId): Promise<boolean> {
    try {
      await this.#house.ask(checkMember, { params: { roomId, profileId } })
      return true
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return false
      throw error
    }
  }

  /** Answers are remembered in the order of asking, so the first is the oldest. */
  #forgetOldest(): void {
    for (const key of this.#answers.keys()) {
      if (this.#answers.size <= REMEMBERED) return
      this.#answers.delete(key)
    }
  }
}
