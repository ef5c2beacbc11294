/** More than the fastest server stores in the longest scenario; past it something runs away. */
const MAX_MESSAGES = 1_000_000

interface Entry {
  room: Room
  due: number
  acknowledged: boolean
}

/**
 * The judge of a run: what was sent, and whether every member of the room got it, exactly once, all in one order. Each
 * method throws as soon as that is broken.
 */
export class Ledger {
  readonly #entries: Entry[] = []
  readonly #rooms: Room[] = []
  /** Deliveries that have not come yet. */
  #missing = 0
  delivered = 0
  acknowledged = 0

  room(): Room {
    const room = new Room(this, `room ${this.#rooms.length + 1}`)
    this.#rooms.push(room)
    return room
  }

  /** A new message to everybody who has a seat there. @returns its number */
  send(room: Room, due: number): number {
    if (this.#entries.length === MAX_MESSAGES) throw new Error(`${MAX_MESSAGES} messages in one run are enough`)
    room.sent++
    this.#missing += room.seats.length
    return this.#entries.push({ room, due, acknowledged: false }) - 1
  }

  /** @returns when it was due */
  acknowledge(number: number): number {
    const entry = this.#entry(number)
    if (entry.acknowledged) throw new Error(`message ${number} was acknowledged twice`)
    entry.acknowledged = true
    this.acknowledged++
    return entry.due
  }

  /** For seats. @returns when it was due */
  deliver(number: number, room: Room): number {
    const entry = this.#entry(number)
    if (entry.room !== room) throw new Error(`message ${number} of ${entry.room.name} came to ${room.name}`)
    this.delivered++
    this.#missing--
    return entry.due
  }

  /** Messages without an acknowledgement. */
  get waiting(): number {
    return this.#entries.length - this.acknowledged
  }

  /** Whether everything has come. */
  get settled(): boolean {
    return this.#missing === 0 && this.waiting === 0
  }

  /** The verdict at the end. */
  check(): void {
    for (const room of this.#rooms)
      for (const { name, place } of room.seats)
        if (place !== room.sent) throw new Error(`${name} got ${place} of ${room.sent} messages`)
    if (this.waiting > 0) throw new Error(`${this.waiting} messages were never acknowledged`)
  }

  #entry(number: number): Entry {
    const entry = this.#entries[number]
    if (!entry) throw new Error(`message ${number} was never sent`)
    return entry
  }
}

export class Room {
  readonly ledger: Ledger
  readonly name: string
  readonly seats: Seat[] = []
  /** The one order: who is the first to get a message at some place decides it for all. */
  readonly order: number[] = []
  readonly #known = new Set<number>()
  sent = 0

  constructor(ledger: Ledger, name: string) {
    this.ledger = ledger
    this.name = name
  }

  seat(): Seat {
    const seat = new Seat(this, `member ${this.seats.length + 1} of ${this.name}`)
    this.seats.push(seat)
    return seat
  }

  append(number: number, name: string): void {
    if (this.#known.has(number)) throw new Error(`${name} got message ${number} twice`)
    this.#known.add(number)
    this.order.push(number)
  }
}

/** One member at its socket. */
export class Seat {
  readonly #room: Room
  readonly name: string
  /** Messages received so far. */
  place = 0

  constructor(room: Room, name: string) {
    this.#room = room
    this.name = name
  }

  /** @returns when the message was due */
  receive(number: number): number {
    const { order, ledger } = this.#room
    if (this.place === order.length) this.#room.append(number, this.name)
    else if (order[this.place] !== number)
      throw new Error(
        `${this.name} got message ${number} at place ${this.place + 1}, where another got ${order[this.place]}`,
      )
    this.place++
    return ledger.deliver(number, this.#room)
  }
}
