import type { IncomingHttpHeaders } from 'node:http'
import { logout, refresh } from '@snug/contracts'
import type { FastifyRequest } from 'fastify'

/** What a service may know of a person's request. Everything else, whatever it is called, ends here (SEC-17). */
const INWARD = [
  'authorization',
  'content-type',
  'accept',
  'range',
  'if-none-match',
  'if-range',
  'user-agent',
  'tus-resumable',
  'upload-length',
  'upload-metadata',
  'upload-offset',
] as const

/** Routes that read the refresh token from its cookie. */
const WITH_COOKIES = new Set<string>([refresh.url, logout.url])

/** The headers with which a request goes on: few of its own, and what the gateway alone may say. */
export function inward(request: FastifyRequest, route: string, serviceToken: string): Record<string, string> {
  const { headers, id, ip } = request
  const kept: Record<string, string> = {}
  for (const name of INWARD) {
    const value = headers[name]
    if (typeof value === 'string') kept[name] = value
  }
  if (WITH_COOKIES.has(route) && headers.cookie) kept.cookie = headers.cookie
  kept['snug-service-token'] = serviceToken
  kept['x-request-id'] = id
  kept['x-forwarded-for'] = plain(ip)
  return kept
}

/** A server that listens on IPv6 sees IPv4 addresses in disguise. */
const plain = (ip: string) => ip.replace(/^::ffff:(?=\d+\.)/, '')

/** What a person may know of a service's answer. */
const OUTWARD = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-length',
  'content-range',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'set-cookie',
  'tus-extension',
  'tus-max-size',
  'tus-resumable',
  'tus-version',
  'upload-length',
  'upload-offset',
  'vary',
  'www-authenticate',
] as const

export function outward(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {}
  for (const name of OUTWARD) if (headers[name] !== undefined) kept[name] = headers[name]
  return kept
}
