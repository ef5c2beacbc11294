import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Where a request came from, as the gateway says: it sets this header anew, and nobody else reaches us. */
export function addressOf({ headers, ip }: FastifyRequest): string {
  const told = headers['x-forwarded-for']
  const last = typeof told === 'string' ? told.split(',').at(-1)?.trim() : undefined
  return last || ip
}

/** What one household has: an IPv4 address, or an IPv6 network of 64 bits. */
export function networkOf(address: string): string {
  const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (ipv4 || !isIPv6(address)) return ipv4 ?? address
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array(Math.max(0, 8 - head.length - tail.length)).fill('0')
  const groups = [...head, ...zeros, ...tail].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
