import type { Socket } from '@snug/client'

/**
 * A socket whose frames are heard together when many come at once, as after a tunnel. The page is then drawn once and not
 * for each: React takes fifty drawings in a row for a loop that does not end, and throws in the middle of an event.
 */
export function inBursts(socket: WebSocket): Socket {
  const waiting: MessageEvent[] = []
  const { port1, port2 } = new MessageChannel() // a timer waits longer, and in a hidden page a second
  const burst: Socket = {
    onmessage: null,
    onclose: null,
    onerror: null,
    send: socket.send.bind(socket),
    close: socket.close.bind(socket),
  }
  const hear = () => {
    for (const event of waiting.splice(0)) {
      try {
        burst.onmessage?.call(socket, event)
      } catch (error) {
        reportError(error) // of one frame; the others are no worse for it
      }
    }
  }
  port1.onmessage = hear
  socket.onmessage = (event) => {
    if (waiting.push(event) === 1) port2.postMessage(null)
  }
  socket.onerror = (event) => burst.onerror?.call(socket, event)
  socket.onclose = (event) => {
    hear()
    port1.close()
    burst.onclose?.call(socket, event)
  }
  return burst
}
