import { Readable } from 'node:stream'
import {
  MAX_PHOTO_BYTES,
  NewUpload,
  Problem,
  type ProblemCode,
  type ProfileId,
  RoomId,
  UPLOADS_PATH,
} from '@snug/contracts'
import { Server, TUS_RESUMABLE } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { UploadLocks } from './locks.ts'
import { uploadUrl } from './reserve.ts'
import type { UploadStore } from './store.ts'

/** Who holds an upload on a line that may be dead has so long, in ms, to write what has come. */
const DRAIN_MS = 1_000

/** The headers of the protocol, and what says how long the body is. Nothing else is read. */
const HEADERS = ['tus-resumable', 'upload-length', 'upload-offset', 'upload-metadata']
const BODY_HEADERS = ['content-type', 'content-length']

/** Metadata is text: a promise of an upload as headers can say it. */
const Metadata = NewUpload.omit({ id: true, bytes: true }).extend({
  roomId: RoomId,
  /** Clients send them unasked; neither is evidence of anything. */
  filename: z.string().nullish(),
  filetype: z.string().nullish(),
  width: z.coerce.number().pipe(NewUpload.shape.width.unwrap()).optional(),
  height: z.coerce.number().pipe(NewUpload.shape.height.unwrap()).optional(),
})

/** What the protocol refuses, in our words. */
const REFUSALS: Record<number, ProblemCode> = {
  404: 'photo_not_found',
  409: 'offset_conflict',
  410: 'photo_not_found',
  413: 'photo_too_large',
}

/**
 * Speaks the tus protocol for people who were let in: creation, resuming, termination.
 * @returns what answers a request of theirs
 */
export function tusFor(store: UploadStore) {
  const people = new WeakMap<object, ProfileId>()
  const failures = new WeakMap<object, unknown>()
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    locker: new UploadLocks(),
    lockDrainTimeout: DRAIN_MS,
    maxSize: MAX_PHOTO_BYTES,
    allowedOrigins: () => false,
    namingFunction: () => crypto.randomUUID(),
    getFileIdFromRequest: (_, last) => last,
    generateUrl: (_, { id }) => uploadUrl(id),
    onUploadCreate: async (request, { id, size = 0, metadata = {} }) => {
      const { roomId, filename: _, filetype: __, ...words } = parsed(Metadata, metadata)
      const promised = parsed(NewUpload, { ...words, bytes: size })
      await store.reserve(id, promised, { roomId, ownerId: people.get(request) as ProfileId })
      return {}
    },
    onIncomingRequest: async (request, id) => {
      if (request.method !== 'POST') await store.requireOwn(id, people.get(request) as ProfileId)
    },
    onUploadFinish: async (_, { id }) => {
      await store.finish(id)
      return {}
    },
    onResponseError: (request, error) => void failures.set(request, error),
  })

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.header('tus-resumable', TUS_RESUMABLE)
    if (request.method !== 'OPTIONS' && request.headers['tus-resumable'] !== TUS_RESUMABLE) {
      reply.header('tus-version', TUS_RESUMABLE)
      throw new Problem('version_not_spoken', { detail: `Say Tus-Resumable: ${TUS_RESUMABLE}.` })
    }
    const asked = webRequestOf(request)
    if (request.user) people.set(asked, request.user.profileId)
    const answer = await tus.handleWeb(asked)
    const failure = failures.get(asked)
    if (failure instanceof Error && !('status_code' in failure)) throw failure
    if (!answer.ok) throw new Problem(REFUSALS[answer.status] ?? 'malformed', { detail: (await answer.text()).trim() })
    return reply.code(answer.status).headers(Object.fromEntries(answer.headers)).send()
  }
}

function webRequestOf({ method, url, headers, raw }: FastifyRequest): Request {
  const hasBody = method === 'PATCH'
  const names = hasBody ? [...HEADERS, ...BODY_HEADERS] : HEADERS
  const given = names.flatMap((name) =>
    typeof headers[name] === 'string' ? [[name, headers[name]] as [string, string]] : [],
  )
  const body = hasBody ? { body: Readable.toWeb(raw) as ReadableStream, duplex: 'half' as const } : {}
  return new Request(`http://file${url}`, { method, headers: given, ...body })
}

/** @throws Problem invalid_body */
function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }))
  throw new Problem('invalid_body', { errors })
}
