import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { FrameReader, frameOf, OPCODE } from './frames.ts'

export interface Wire {
  send(text: string): void
  close(): void
}

export interface Address {
  port: number
  path: string
  protocol: string
  token: string
}

/** Takes one text, which lies in `bytes` from `from` to `to` until the call returns, and when its bytes were read. */
export type OnText = (bytes: Buffer, from: number, to: number, at: number) => void

/** All sockets read into this: what is in it is used up before the next one reads. */
const shared = Buffer.allocUnsafeSlow(256 * 1024)

/**
 * A WebSocket of the load generator, to a server on this machine. It is not `ws`, because that costs the generator more
 * than the servers need to write to it, and then the figures would be the generator's: here nothing is copied, made into
 * a string or put on a queue, and the clock is looked at once per read.
 */
export function openSocket(
  { port, path, protocol, token }: Address,
  onText: OnText,
  onClose: () => void,
): Promise<Wire> {
  const { promise, resolve, reject } = Promise.withResolvers<Wire>()
  let head: Buffer | undefined = Buffer.alloc(0)
  let at = 0
  const frames = new FrameReader((opcode, bytes, from, to) => {
    if (opcode === OPCODE.text) onText(bytes, from, to, at)
    else if (opcode === OPCODE.ping) socket.write(frameOf(OPCODE.pong, bytes.subarray(from, to), true))
    else if (opcode === OPCODE.close) socket.end()
  })
  const socket = connect({
    host: '127.0.0.1',
    port,
    noDelay: true,
    onread: {
      buffer: shared,
      callback(size) {
        at = performance.now()
        read(shared.subarray(0, size))
        return true
      },
    },
  })
  const wire: Wire = {
    send: (text) => socket.write(frameOf(OPCODE.text, text, true)),
    close: () => socket.off('close', gone).destroy(),
  }
  const gone = () => (head ? reject(new Error(`port ${port} closed before the handshake's end`)) : onClose())
  socket.on('close', gone)
  socket.on('error', reject)
  const key = randomBytes(16).toString('base64')
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: localhost:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${key}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
      `Authorization: Bearer ${token}`,
      '\r\n',
    ].join('\r\n'),
  )

  function read(bytes: Buffer): void {
    if (!head) {
      frames.read(bytes)
      return
    }
    head = Buffer.concat([head, bytes])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const answer = head.toString('latin1', 0, end)
    const early = head.subarray(end + 4)
    if (!answer.startsWith('HTTP/1.1 101')) {
      reject(new Error(`no WebSocket: ${answer}`))
      socket.destroy()
      return
    }
    head = undefined
    resolve(wire)
    frames.read(early)
  }
  return promise
}
