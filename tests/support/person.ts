import {
  API_PREFIX,
  type Caller,
  type ClientFrame,
  type ClientId,
  call,
  createRoom,
  inviteMember,
  LIVE_PROTOCOL,
  login,
  type Message,
  type OwnProfile,
  postMessage,
  type RoomId,
  ServerFrame,
  signup,
} from '@snug/contracts'
import { WebSocket } from 'ws'
import { z } from 'zod'

export const PASSWORD = 'correct horse battery'
export const newClientId = () => crypto.randomUUID() as ClientId

/** Somebody at the front door, as a program is: a bearer token and no cookies. */
export interface Person {
  profile: OwnProfile
  caller: Caller
  accessToken: string
  refreshToken: string
}

export const stranger = (url: string): Caller => ({ baseUrl: `${url}${API_PREFIX}` })

/** @param displayName what others see; the username when left out */
export async function signUp(url: string, username: string, displayName = username): Promise<Person> {
  await call(stranger(url), signup, { body: { username, displayName, password: PASSWORD } })
  return logIn(url, username)
}

export async function logIn(url: string, username: string): Promise<Person> {
  const { profile, accessToken, refreshToken } = await call(stranger(url), login, {
    body: { login: username, password: PASSWORD },
  })
  const caller = { ...stranger(url), headers: { authorization: `Bearer ${accessToken}` } }
  return { profile, caller, accessToken, refreshToken }
}

/** A room of the first one's, with the others in it. */
export async function roomWith(name: string, owner: Person, ...guests: Person[]): Promise<RoomId> {
  const { id: roomId } = await call(owner.caller, createRoom, { body: { name } })
  for (const { profile } of guests)
    await call(owner.caller, inviteMember, { params: { roomId }, body: { username: profile.username } })
  return roomId
}

/** Says it in a room. */
export const tell = ({ caller }: Person, roomId: RoomId, text: string): Promise<Message> =>
  call(caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })

/** How long a story waits for something that is said to happen at once, in ms. */
const PATIENCE_MS = 60_000

/** A live socket that remembers what it heard. */
export class Line {
  readonly heard: ServerFrame[] = []
  readonly socket: WebSocket
  closed: { code: number; reason: string } | undefined
  #waiting = new Set<() => void>()

  constructor(url: string, token: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}${API_PREFIX}/live`, LIVE_PROTOCOL, {
      headers: { authorization: `Bearer ${token}` },
    })
    this.socket.on('message', (data) => {
      this.heard.push(z.decode(ServerFrame, JSON.parse(data.toString())))
      for (const check of this.#waiting) check()
    })
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      for (const check of this.#waiting) check()
    })
    this.socket.on('error', () => {})
  }

  static async open(url: string, { accessToken }: Pick<Person, 'accessToken'>): Promise<Line> {
    const line = new Line(url, accessToken)
    await line.hears('ready')
    return line
  }

  say(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** The first frame of that type that fits, already heard or to come. */
  hears<T extends ServerFrame['type']>(
    type: T,
    fits: (frame: Extract<ServerFrame, { type: T }>) => boolean = () => true,
  ): Promise<Extract<ServerFrame, { type: T }>> {
    return this.#until(() =>
      this.heard.find(
        (frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type && fits(frame as never),
      ),
    )
  }

  closes(): Promise<{ code: number; reason: string }> {
    return this.#until(() => this.closed)
  }

  #until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(check)
        reject(new Error(`Heard only ${JSON.stringify(this.heard.slice(-20))}, closed ${JSON.stringify(this.closed)}`))
      }, PATIENCE_MS)
      const check = () => {
        const found = find()
        if (found === undefined) return
        clearTimeout(late)
        this.#waiting.delete(check)
        resolve(found)
      }
      this.#waiting.add(check)
      check()
    })
  }
}
