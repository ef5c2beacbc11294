import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

interface Wire {
  client: Socket
  house: Socket
  isLine: boolean
}

/** What the gateway gives as reason for 1013; its bytes stand in the close frame, which is the last one. */
const FAREWELL = 'reads too slowly'

/** A network between a client and the house, which can fall silent without telling either. */
export class Relay {
  readonly #server = createServer((client) => this.#join(client))
  readonly #house: URL
  readonly #wires = new Set<Wire>()
  /** Those that carry nothing any more. */
  readonly #dead = new Set<Wire>()

  static async open(t: TestContext, house: string): Promise<Relay> {
    const relay = new Relay(house)
    relay.#server.listen(0, '127.0.0.1')
    await once(relay.#server, 'listening')
    t.after(() => relay.#close())
    return relay
  }

  private constructor(house: string) {
    this.#house = new URL(house)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** From now on what the house says is lost, on all wires there are; what clients say is not. */
  loseAnswers(): void {
    for (const { client, house } of this.#wires) house.unpipe(client).pause()
  }

  /** All wires there are go silent, both ways and for ever, and nobody is told: no FIN, no reset. New ones are good. */
  vanish(): void {
    this.loseAnswers()
    for (const wire of this.#wires) {
      wire.client.unpipe(wire.house).pause()
      this.#dead.add(wire)
    }
    this.#wires.clear()
  }

  /** Of each live line that went silent: what the house said into the silence until it hung up. */
  async remains(): Promise<{ bytes: number; toldWhy: boolean }[]> {
    return Promise.all([...this.#dead].filter(({ isLine }) => isLine).map(({ house }) => readOut(house)))
  }

  #join(client: Socket): void {
    const house = connect(Number(this.#house.port), this.#house.hostname)
    const wire = { client, house, isLine: false }
    this.#wires.add(wire)
    client.once('data', (head) => {
      wire.isLine = /^upgrade: websocket/im.test(head.toString('latin1'))
    })
    for (const [end, other] of [
      [client, house],
      [house, client],
    ] as const) {
      end.pipe(other)
      end.on('error', () => {}) // `close` follows
      end.on('close', () => this.#wires.delete(wire) && other.destroy())
    }
  }

  #close(): void {
    for (const { client, house } of [...this.#wires, ...this.#dead]) for (const end of [client, house]) end.destroy()
    this.#server.close()
  }
}

async function readOut(house: Socket) {
  let bytes = 0
  let last: Buffer = Buffer.alloc(0)
  house.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    last = chunk
  })
  house.resume()
  await once(house, 'close')
  return { bytes, toldWhy: last.includes(FAREWELL) }
}
