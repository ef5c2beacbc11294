import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { LinkId, Problem } from '@snug/contracts'
import { isDuplicate } from '@snug/service-kit'
import type { Db } from '../database.ts'

const KEY_BYTES = 32
/** What is signed: the id of a link, and the second of its end. Which picture and which face it shows, its row says. */
const ID_BYTES = 16
const SIGNED_BYTES = ID_BYTES + 6
/** All of it in base64url, where each of 72 characters counts; with the 32 bytes of SHA-256 nothing is left over. */
const TOKEN = /^[\w-]{72}$/

interface Signed {
  id: LinkId
  expiresAt: Date
}

/** Makes the tokens of links, and knows its own (SEC-16). */
export class Signer {
  readonly #key: Buffer

  private constructor(key: Buffer) {
    this.#key = key
  }

  /** Loads the key; at the very first start, makes it. Whoever starts at the same time may be first: then theirs is the key. */
  static async open(db: Db): Promise<Signer> {
    const find = () => db.selectFrom('linkKeys').select('secret').where('number', '=', 1).executeTakeFirst()
    if (!(await find()))
      await db
        .insertInto('linkKeys')
        .values({ number: 1, secret: randomBytes(KEY_BYTES).toString('base64url'), createdAt: new Date() })
        .execute()
        .catch((error) => {
          if (!isDuplicate(error)) throw error
        })
    const key = Buffer.from((await find())?.secret ?? '', 'base64url')
    if (key.length !== KEY_BYTES) throw new Error('the key of links is damaged')
    return new Signer(key)
  }

  sign({ id, expiresAt }: Signed): string {
    const signed = Buffer.alloc(SIGNED_BYTES)
    signed.write(id.replaceAll('-', ''), 'hex')
    signed.writeUIntBE(expiresAt.getTime() / 1000, ID_BYTES, SIGNED_BYTES - ID_BYTES)
    return Buffer.concat([signed, this.#macOf(signed)]).toString('base64url')
  }

  /**
   * The link that a token was made for. Whether it was revoked is for its row to say.
   * @throws Problem `link_refused` for what we never signed, `link_ended` once its time has passed
   */
  read(token: string, now = Date.now()): LinkId {
    const bytes = Buffer.from(token, 'base64url')
    const signed = bytes.subarray(0, SIGNED_BYTES)
    if (!TOKEN.test(token) || !timingSafeEqual(this.#macOf(signed), bytes.subarray(SIGNED_BYTES)))
      throw new Problem('link_refused')
    if (signed.readUIntBE(ID_BYTES, SIGNED_BYTES - ID_BYTES) * 1000 <= now) throw new Problem('link_ended')
    const hex = signed.toString('hex', 0, ID_BYTES)
    return LinkId.parse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
  }

  #macOf(signed: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(signed).digest()
  }
}
