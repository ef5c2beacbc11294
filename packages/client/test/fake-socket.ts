import { type ClientFrame, ServerFrame as Frame, type ServerFrame } from '@snug/contracts'
import { z } from 'zod'
import type { Dial, Socket } from '../src/connection.ts'
import { ada } from '../src/testing.ts'

const SESSION = '55555555-5555-4555-8555-555555555555'

/** A WebSocket whose other end is the test. */
export class FakeSocket {
  onmessage: ((event: { data: string }) => void) | undefined
  onclose: ((event: { code: number }) => void) | undefined
  readonly said: ClientFrame[] = []

  send(text: string): void {
    this.said.push(JSON.parse(text))
  }

  close(): void {}

  hear(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(z.encode(Frame, frame)) })
  }

  ready(profileId = ada): void {
    const ids = { sessionId: SESSION, profileId } as Extract<ServerFrame, { type: 'ready' }>
    this.hear({ ...ids, type: 'ready', heartbeatMs: 25_000 })
  }

  die(code = 1006): void {
    this.onclose?.({ code })
  }

  /** What was said of one type. */
  of<T extends ClientFrame['type']>(type: T): Extract<ClientFrame, { type: T }>[] {
    return this.said.filter((frame) => frame.type === type) as Extract<ClientFrame, { type: T }>[]
  }
}

/** Sockets in the order in which they were dialled. `prepare` runs before an attempt that follows a refused one. */
export function fakeSockets(prepare: () => Promise<void>) {
  const sockets: FakeSocket[] = []
  const dial: Dial = async (refused) => {
    if (refused) await prepare()
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket as unknown as Socket
  }
  const last = () => {
    const socket = sockets.at(-1)
    if (!socket) throw new Error('No socket was opened')
    return socket
  }
  return { sockets, last, dial }
}
