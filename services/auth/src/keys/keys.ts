import type { KeySet } from '@snug/contracts'
import { isDuplicate, newKeyPair, pemOf } from '@snug/service-kit'
import type { Db, SigningKeysTable } from '../database.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A key signs for this long; then the next one does. */
const KEY_MS = 90 * DAY_MS
/** An old key verifies for a day more: tokens live minutes, and every process hears of the new key within one. */
const OVERLAP_MS = DAY_MS
/** An unknown key makes us look again, but no stranger makes us look more often than this. */
const REFRESH_MS = 2_000

/** The keys of access tokens. The newest signs, older ones verify what they signed (SEC-06). */
export class Keys {
  readonly #db: Db
  #rows: SigningKeysTable[] = []
  #pems = new Map<string, string>()
  #looked = 0

  private constructor(db: Db) {
    this.#db = db
  }

  /** Loads the keys; at the very first start, makes one. */
  static async open(db: Db): Promise<Keys> {
    const keys = new Keys(db)
    await keys.turn()
    return keys
  }

  /** What the next token is to be signed with. */
  get signer(): { kid: string; key: string } {
    const [newest] = this.#rows
    if (!newest) throw new Error('there is no signing key')
    return { kid: newest.kid, key: newest.privateKey }
  }

  get published(): KeySet {
    return { keys: this.#rows.map(jwkOf) }
  }

  /** @returns PEM, or undefined when no such key is ours */
  async publicKey(kid: string): Promise<string | undefined> {
    if (!this.#pems.has(kid) && Date.now() - this.#looked > REFRESH_MS) await this.#load()
    return this.#pems.get(kid)
  }

  /** Makes the next key when it is time, and drops those nobody uses any more. */
  async turn(now = Date.now()): Promise<void> {
    await this.#load()
    const [newest] = this.#rows
    if (!newest || newest.createdAt.getTime() <= now - KEY_MS) await this.#add((newest?.number ?? 0) + 1, new Date(now))
    await this.#db
      .deleteFrom('signingKeys')
      .where('createdAt', '<', new Date(now - KEY_MS - OVERLAP_MS))
      .execute()
    await this.#load()
  }

  /** Whoever starts at the same time may be first: then theirs is the key. */
  async #add(number: number, createdAt: Date): Promise<void> {
    const { kid, privateKey, jwk } = newKeyPair()
    await this.#db
      .insertInto('signingKeys')
      .values({ number, kid, publicX: jwk.x, privateKey, createdAt })
      .execute()
      .catch((error) => {
        if (!isDuplicate(error)) throw error
      })
  }

  async #load(): Promise<void> {
    this.#looked = Date.now()
    this.#rows = await this.#db.selectFrom('signingKeys').selectAll().orderBy('number', 'desc').execute()
    this.#pems = new Map(this.#rows.map((row) => [row.kid, pemOf(jwkOf(row))]))
  }
}

function jwkOf({ kid, publicX }: SigningKeysTable): KeySet['keys'][number] {
  return { kty: 'OKP', crv: 'Ed25519', x: publicX, kid }
}
