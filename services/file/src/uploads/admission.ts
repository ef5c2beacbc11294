import { Problem, RoomId } from '@snug/contracts'
import { arriveWithin, type BodyHold, requireSender } from '@snug/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Membership } from '../photos/membership.ts'
import type { Gate } from './gate.ts'
import type { Quota } from './quota.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives back the memory that the gate held for this request's JSON body. */
    bodyHold?: BodyHold
  }
}

/** The type of a piece of an upload by tus. */
export const TUS_BYTES = 'application/offset+octet-stream'
/** Bodies that go to disk as they come. */
const STREAMED = /^(multipart\/|application\/offset\+octet-stream)/i

/** A picture for a room that is not theirs, or for which they have no space, is refused before its body is read. */
export function requirePlace(membership: Membership, quota?: Quota) {
  return async ({ params, user }: FastifyRequest): Promise<void> => {
    const { success, data } = RoomId.safeParse((params as { roomId?: string }).roomId)
    if (!success || !(await membership.isMember(data, user.profileId))) throw new Problem('room_not_found')
    await quota?.require({ ownerId: user.profileId, roomId: data }, [{ bytes: 0 }])
  }
}

/** A piece of an upload is bytes and says so (tus 1.0.0, PATCH). */
export async function requirePiece({ headers }: FastifyRequest): Promise<void> {
  if (headers['content-type'] !== TUS_BYTES) throw new Problem('unsupported_type')
}

/** Waits at the gate before the body is read, and leaves when the answer is sent or the line broken. */
export function throughGate(gate: Gate, { RECEIVE_SECONDS }: Pick<Config, 'RECEIVE_SECONDS'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    requireSender(reply)
    const isPerson = request.routeOptions.config.access === 'signedIn'
    reply.raw.once('close', gate.enter(isPerson ? request.user.profileId : undefined))
    const isStreamed = STREAMED.test(request.headers['content-type'] ?? '')
    if (isStreamed) arriveWithin(RECEIVE_SECONDS * 1000, request, reply)
    else request.bodyHold = await gate.bodies.admit(request, reply)
    // What is left of a refused body is let run out, so that the connection stays good for its next request.
    reply.raw.once('finish', () => request.raw.unpipe().resume())
  }
}
