import { type ClientId, MAX_TEXT, type Photo, type ProfileId, type RoomId, type Seq } from '@snug/contracts'
import type { Asking } from './asking.ts'
import type { LiveEvent } from './events.ts'
import { newClientId } from './ids.ts'
import type { Outbox, Outgoing } from './outbox.ts'

/** Something to say. `clientId` names it from before it is sent; the same one is never said twice. */
export interface Draft {
  roomId: RoomId
  clientId?: ClientId
  text?: string
  /** Their places are kept; their bytes may still be on the way. */
  photos?: Photo[]
  /** The message it answers. */
  replyTo?: Seq | undefined
}

interface SendingNeeds {
  me: ProfileId
  outbox: Outbox
  asking: Asking
  tell: (event: LiveEvent) => void
}

/** What I say, from writing it down until the house has it, refuses it, or I think better of it. */
export class Sending {
  readonly #needs: SendingNeeds

  constructor(needs: SendingNeeds) {
    this.#needs = needs
  }

  /** Takes up what an earlier page could not send, or another one of this person left behind meanwhile. */
  async takeUp(): Promise<void> {
    const { outbox, asking, tell } = this.#needs
    for (const message of await outbox.load()) tell({ type: 'queued', roomId: message.roomId, message })
    asking.ask()
  }

  send({ roomId, clientId = newClientId(), text = '', photos = [], replyTo }: Draft): ClientId {
    this.#queue({ clientId, roomId, authorId: this.#needs.me, text, photos, replyTo, queuedAt: new Date() })
    return clientId
  }

  retry(clientId: ClientId): void {
    const message = this.#needs.outbox.get(clientId)
    if (!message) return
    const { refusal: _, ...again } = message
    this.#queue(again)
  }

  discard(clientId: ClientId): void {
    const message = this.#needs.outbox.get(clientId)
    if (!message) return
    this.#needs.tell({ type: 'discarded', roomId: message.roomId, clientId })
    this.settle(clientId)
  }

  /** Whoever is no longer in a room says nothing there. */
  discardIn(roomId: RoomId): void {
    for (const { clientId } of this.#needs.outbox.inRoom(roomId)) this.discard(clientId)
  }

  /** It waits for the person then, not for the line. */
  refuse({ roomId, clientId, ...message }: Outgoing, refusal: string): void {
    const { outbox, asking, tell } = this.#needs
    outbox.put({ ...message, roomId, clientId, refusal })
    tell({ type: 'refused', roomId, clientId, refusal })
    asking.settle(clientId)
  }

  /** Nothing more is to be said of this message; the next one of its room may go. */
  settle(clientId: ClientId): void {
    this.#needs.outbox.remove(clientId)
    this.#needs.asking.settle(clientId)
  }

  #queue(message: Outgoing): void {
    const { outbox, asking, tell } = this.#needs
    outbox.put(message)
    tell({ type: 'queued', roomId: message.roomId, message })
    // A frame too large would close the line, and so again and again.
    if ([...message.text].length > MAX_TEXT) this.refuse(message, `A message has ${MAX_TEXT} characters at most.`)
    else asking.ask()
  }
}
