import {
  API_PREFIX,
  Problem,
  ProblemBody,
  pathOf,
  type RoomId,
  type UploadedPhoto,
  uploadPhotos,
} from '@snug/contracts'
import { z } from 'zod'
import { isSignedOut } from '../session/api.ts'
import { renew } from '../session/renewal.ts'

export interface UploadOrder {
  roomId: RoomId
  file: File
  alt: string
  /** Takes the part of the bytes that left, 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
}

/**
 * Uploads one picture.
 * @throws Problem for what the house refuses, `unavailable` when it cannot be reached; AbortError when cancelled
 */
export async function upload(order: UploadOrder): Promise<UploadedPhoto> {
  const startedAt = Date.now()
  try {
    return await sendFile(order)
  } catch (error) {
    if (!isSignedOut(error)) throw error
    await renew(startedAt)
    return sendFile(order)
  }
}

/** XMLHttpRequest, for `fetch` does not tell how much of a body has left. */
function sendFile({ roomId, file, alt, onProgress, signal }: UploadOrder): Promise<UploadedPhoto> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<UploadedPhoto>()
  const request = new XMLHttpRequest()
  const form = new FormData()
  form.append('alt', alt) // before the file that it describes
  form.append('file', file)
  request.open(uploadPhotos.method, `${API_PREFIX}${pathOf(uploadPhotos.url, { roomId })}`)
  request.responseType = 'json'
  // A slow line may take its time; what it has delivered is developed within the deadline.
  request.upload.onload = () => {
    request.timeout = performance.now() - begun + uploadPhotos.config.deadlineMs
  }
  request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total)
  request.onload = () => {
    try {
      resolve(photoIn(request))
    } catch (error) {
      reject(error)
    }
  }
  request.onerror = request.ontimeout = () => reject(new Problem('unavailable'))
  signal.addEventListener('abort', () => {
    request.abort()
    reject(signal.reason)
  })
  const begun = performance.now()
  request.send(form)
  return promise
}

/** @throws Problem when the reply is one, or is none that we know */
function photoIn({ status, response }: XMLHttpRequest): UploadedPhoto {
  if (status !== 201) {
    const body = ProblemBody.safeParse(response)
    throw body.success ? Problem.from(body.data) : new Problem('unavailable', { detail: `Status ${status}.` })
  }
  const [photo] = z.decode(uploadPhotos.schema.response[201], response).photos
  if (!photo) throw new Problem('unavailable')
  return photo
}
