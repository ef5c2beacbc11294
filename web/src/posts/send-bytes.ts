import { Problem, ProblemBody, type ProblemCode } from '@snug/contracts'
import type { DetailedError } from 'tus-js-client'
import { renewing } from '../session/api.ts'
import type { Patience } from './patience.ts'
import type { BytesOrder } from './posts-needs.ts'

/** Bytes of one request: on a line that breaks every minute something still gets through, and it breaks off for little. */
const CHUNK_BYTES = 5 * 1024 * 1024
/** A line on which nothing moves for so long, in ms, is given up, whatever it thinks of itself. */
const STALLED_MS = 60_000

/** The protocol has answers without a body, as to HEAD. */
const BY_STATUS: Record<number, ProblemCode> = {
  401: 'not_signed_in',
  404: 'photo_not_found',
  413: 'photo_too_large',
  429: 'too_many_requests',
}

/**
 * Fetches the code that sends, which is no part of the first load. Done early: the line may be bad when it is needed.
 * @throws Problem unavailable
 */
export const loadTus = () =>
  import('tus-js-client').catch((cause) => {
    throw new Problem('unavailable', { cause })
  })

/**
 * Sends a file from where an earlier try broke off, however often that takes. The tries are ours and not those of tus,
 * which gives up after some: here a line may stay away for as long as it likes.
 * @throws Problem for what is refused for good; the signal's reason when it is given up
 */
export async function sendBytes(order: BytesOrder, patience: Patience): Promise<void> {
  await patience(() => renewing(() => sendOnce(order)), order.signal)
}

async function sendOnce({ url, file, onProgress, signal }: BytesOrder): Promise<void> {
  const { Upload } = await loadTus()
  await requireReadable(file)
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let movedAt = performance.now()
  const upload = new Upload(file, {
    uploadUrl: url,
    chunkSize: CHUNK_BYTES,
    retryDelays: null,
    storeFingerprintForResuming: false,
    onProgress: (sent, total) => {
      movedAt = performance.now()
      onProgress(sent / total)
    },
    onSuccess: () => resolve(),
    onError: (error) => reject(problemOf(error)),
  })
  const giveUp = () => reject(signal.reason)
  signal.addEventListener('abort', giveUp)
  const watch = setInterval(() => {
    if (performance.now() - movedAt > STALLED_MS) reject(new Problem('unavailable'))
  }, STALLED_MS / 4)
  upload.start()
  await promise.finally(() => {
    clearInterval(watch)
    signal.removeEventListener('abort', giveUp)
    void upload.abort()
  })
}

/**
 * A file that was moved or changed since it was chosen looks like a bad line when it is sent.
 * @throws Problem broken_photo
 */
async function requireReadable(file: File): Promise<void> {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch((cause) => {
      throw new Problem('broken_photo', { cause })
    })
}

/** What went wrong, in the words of the house; `unavailable` when it did not say. */
function problemOf(error: Error | DetailedError): Problem {
  const response = 'originalResponse' in error ? error.originalResponse : null
  const body = ProblemBody.safeParse(parsed(response?.getBody() ?? ''))
  if (body.success) return Problem.from(body.data, error)
  const retryAfter = Number(response?.getHeader('Retry-After')) || undefined
  return new Problem(BY_STATUS[response?.getStatus() ?? 0] ?? 'unavailable', { retryAfter, cause: error })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
