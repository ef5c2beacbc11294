import type { ProfileId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Db } from '../database.ts'

/** The person's row goes, so name and e-mail are free, and the news for the rest of the house is written down. */
export function deletePerson(db: Db, profileId: ProfileId): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('profiles').where('id', '=', profileId).execute()
    await enqueue(transaction, { type: 'account_closed', profileId })
  })
}
