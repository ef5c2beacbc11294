import { Turnstile } from './turnstile.ts'

/** Pictures that are opened at the same time: 12 megapixels take 48 MB until they are small. */
const AT_ONCE = 2

const turnstile = new Turnstile(AT_ONCE)

/** A small copy of a picture, upright. Rejects where this browser cannot open it, or nobody waits for it any more. */
export function shrink(file: File, signal: AbortSignal): Promise<Blob> {
  return turnstile.pass(async () => {
    signal.throwIfAborted()
    return askWorker(file)
  })
}

/** What the worker answers. */
export interface Shrunk {
  id: number
  /** Missing when the picture could not be opened. */
  copy?: Blob
}

const asked = new Map<number, PromiseWithResolvers<Blob>>()
let worker: Worker | undefined
let lastId = 0

/** Pictures are opened beside the page, which would stand still meanwhile. The worker goes when it has nothing to do. */
function askWorker(file: File): Promise<Blob> {
  worker ??= hire()
  const answer = Promise.withResolvers<Blob>()
  asked.set(++lastId, answer)
  worker.postMessage({ id: lastId, file })
  return answer.promise
}

function hire(): Worker {
  const hired = new Worker(new URL('./shrink-worker.ts', import.meta.url), { type: 'module' })
  hired.onmessage = ({ data: { id, copy } }: MessageEvent<Shrunk>) => {
    if (copy) asked.get(id)?.resolve(copy)
    else asked.get(id)?.reject(new Error('This browser cannot open the picture'))
    asked.delete(id)
    if (asked.size === 0) dismiss()
  }
  hired.onerror = () => {
    for (const { reject } of asked.values()) reject(new Error('Nobody opens pictures here'))
    asked.clear()
    dismiss()
  }
  return hired
}

function dismiss(): void {
  worker?.terminate()
  worker = undefined
}
