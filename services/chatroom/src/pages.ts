import { Problem } from '@snug/contracts'
import type { z } from 'zod'

/** A place in a list, opaque to who holds it. */
const cursorOf = (place: string[]) => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws Problem `invalid_query` for a cursor that no page of ours gave out */
export function readCursor<P>(schema: z.ZodType<P>, cursor: string): P {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new Problem('invalid_query', { errors: [{ pointer: '/cursor', detail: 'is not one of ours' }] })
  }
}

/** A page out of the rows that were found, which are one more than `limit` if there is another page. */
export function pageOf<R>(rows: R[], limit: number, placeOf: (last: R) => string[]) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? cursorOf(placeOf(last)) : null }
}
