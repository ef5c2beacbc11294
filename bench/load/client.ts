import { randomUUID } from 'node:crypto'
import { API_PREFIX, type ClientFrame, LIVE_PROTOCOL, type ServerFrame } from '@snug/contracts'
import { numberIn, textOf } from './numbered.ts'
import { openSocket, type Wire } from './socket.ts'

/** Of `{"type":"message"`: by then no other frame that comes here has an m. */
const KIND_AT = '{"type":"'.length
const MESSAGE = 'm'.charCodeAt(0)

/** Takes the number of each message that arrives, and when. */
export type OnMessage = (number: number, at: number) => void

/** One person at a live socket. The limit speaks the same protocol, so there is one client for both. */
export class Client {
  readonly #wire: Wire
  readonly #answers: Map<string, () => void>

  private constructor(wire: Wire, answers: Map<string, () => void>) {
    this.#wire = wire
    this.#answers = answers
  }

  /** Resolves when the server knows who we are. */
  static async connect(port: number, token: string, onMessage: OnMessage): Promise<Client> {
    const answers = new Map<string, () => void>()
    const ready = new Promise<void>((resolve) => answers.set('ready', resolve))
    const address = { port, path: `${API_PREFIX}/live`, protocol: LIVE_PROTOCOL, token }
    const wire = await openSocket(
      address,
      (bytes, from, to, at) => {
        if (bytes[from + KIND_AT] === MESSAGE) onMessage(numberIn(bytes, from, to), at)
        else answer(answers, bytes.toString('utf8', from, to))
      },
      () => {
        throw new Error('a member was disconnected')
      },
    )
    await ready
    return new Client(wire, answers)
  }

  /** Resolves when everything that is said there from now on comes here. */
  subscribe(roomId: string): Promise<void> {
    this.#say({ type: 'subscribe', roomId } as ClientFrame)
    return new Promise((resolve) => this.#answers.set(roomId, resolve))
  }

  /** Calls back when the message is stored. */
  send(roomId: string, number: number, onAcknowledged: () => void): void {
    const clientId = randomUUID()
    this.#answers.set(clientId, onAcknowledged)
    this.#say({ type: 'send', roomId, clientId, text: textOf(number) } as ClientFrame)
  }

  close(): void {
    this.#wire.close()
  }

  #say(frame: ClientFrame): void {
    this.#wire.send(JSON.stringify(frame))
  }
}

function answer(answers: Map<string, () => void>, text: string): void {
  const frame = JSON.parse(text) as ServerFrame
  const key =
    frame.type === 'ready'
      ? 'ready'
      : frame.type === 'subscribed'
        ? frame.roomId
        : frame.type === 'ack' && frame.clientId
  const done = key && answers.get(key)
  if (!done) throw new Error(`an answer to nothing: ${text}`)
  answers.delete(key)
  done()
}
