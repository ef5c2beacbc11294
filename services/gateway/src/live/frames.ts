import {
  ClientFrame,
  ClientId,
  type Problem,
  type ProfileId,
  RoomId,
  type ServerFrame,
  type SessionId,
} from '@snug/contracts'
import { textFrame } from '@snug/service-kit'

const TYPES: ReadonlySet<unknown> = new Set(ClientFrame.options.map(({ shape }) => shape.type.value))

/** What a frame is about, so that its sender can tell which one a problem answers. */
export interface About {
  roomId?: RoomId | undefined
  clientId?: ClientId | undefined
}

/** A frame understood; one whose content does not fit, with what is wrong; or undefined for what is no frame of ours. */
export type Heard = { frame: ClientFrame } | { about: About; faults: { pointer: string; detail: string }[] } | undefined

/** Reads one frame, once. */
export function read(text: string): Heard {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return
  }
  const parsed = ClientFrame.safeParse(said)
  if (parsed.success) return { frame: parsed.data }
  if (typeof said !== 'object' || said === null || !('type' in said) || !TYPES.has(said.type)) return
  const faults = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }))
  return { about: aboutOf(said), faults }
}

function aboutOf(said: object): About {
  const { roomId, clientId } = said as Record<string, unknown>
  return { roomId: RoomId.safeParse(roomId).data, clientId: ClientId.safeParse(clientId).data }
}

/** The few things a gateway says itself; all else comes finished from chatroom. */
type OwnFrame = Extract<ServerFrame, { type: 'ready' | 'pong' | 'problem' | 'unsubscribed' }>

const encode = (frame: OwnFrame) => textFrame(JSON.stringify(frame))

export const pong = encode({ type: 'pong' })

export const ready = (sessionId: SessionId, profileId: ProfileId, heartbeatMs: number) =>
  encode({ type: 'ready', sessionId, profileId, heartbeatMs })

export const unsubscribed = (roomId: RoomId) => encode({ type: 'unsubscribed', roomId })

export const problemFrame = (problem: Problem, { roomId, clientId }: About = {}) =>
  encode({ type: 'problem', roomId, clientId, problem: problem.toJSON() })
