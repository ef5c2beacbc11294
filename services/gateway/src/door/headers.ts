import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

/** Headers of every answer (SEC-22). What a page of ours may do is listed here; it needs nothing of anybody else. */
export function securityHeaders(origins: readonly string[]): Record<string, string> {
  const says = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'"],
        // Older browsers do not take a WebSocket for 'self'.
        connectSrc: ["'self'", ...origins.map((origin) => origin.replace(/^http/, 'ws'))],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: origins.every((origin) => origin.startsWith('https:')),
  })
  // It is asked once: what it says is the same for every answer.
  const headers: Record<string, string> = {}
  const answer = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value
    },
    removeHeader: () => undefined,
  }
  says({} as IncomingMessage, answer as unknown as ServerResponse, () => undefined)
  return headers
}
