/** Codes of mysql2, of the server and of the network that say: the database is away, or overrun. */
const AWAY =
  /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|PROTOCOL_|POOL_|ER_SERVER_SHUTDOWN|ER_NORMAL_SHUTDOWN|ER_CON_COUNT|ER_LOCK_|ER_OPTION_PREVENTS|ER_QUERY_INTERRUPTED|ER_CLIENT_INTERACTION_TIMEOUT)/
const AWAY_WORDS = /Queue limit reached|closed state|Pool is closed/

/** Nothing is wrong with the request, and a retry will work. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', syscall, message } = (error ?? {}) as { code?: string; syscall?: string; message?: string }
  const noSocket = code === 'ENOENT' && syscall === 'connect'
  return noSocket || AWAY.test(code) || AWAY_WORDS.test(String(message))
}

/** A unique key was already there. */
export const isDuplicate = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === 'ER_DUP_ENTRY'
