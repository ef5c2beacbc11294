import { type CallInput, call, HouseEvent, type Reply, type Route, type ServiceName, takeEvent } from '@snug/contracts'
import { createSigner } from 'fast-jwt'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ServiceConfig } from './config.ts'
import { type Identity, SERVICE_TOKEN_HEADER, SERVICE_TOKEN_SECONDS } from './identity.ts'

/** The other services, as one of them sees them: whom it may ask, and how it says who it is. */
export interface House {
  urlOf(service: ServiceName): string
  /** A token that tells `audience` who is calling. Made anew every half minute. */
  tokenFor(audience: ServiceName): string
  /**
   * Calls the route at the service that owns it, in its own name or, given a person's request, for that person.
   * @throws Problem as `call` does
   */
  ask<R extends Route>(route: R, input: CallInput<R>, behalf?: FastifyRequest): Promise<Reply<R>>
  /** Delivers an event to one service. @throws Problem when it was not taken */
  tell(service: ServiceName, event: HouseEvent): Promise<void>
}

export function openHouse(config: ServiceConfig, identity: Identity): House {
  const urls: Record<ServiceName, string> = {
    profile: config.PROFILE_URL,
    auth: config.AUTH_URL,
    chatroom: config.CHATROOM_URL,
    file: config.FILE_URL,
    gateway: config.GATEWAY_URL,
  }
  const tokenFor = tokensOf(identity)
  const at = (service: ServiceName, behalf?: FastifyRequest) => ({
    baseUrl: urls[service].replace(/\/$/, ''),
    headers: { [SERVICE_TOKEN_HEADER]: tokenFor(service), ...passedOn(behalf) },
  })
  return {
    urlOf: (service) => urls[service],
    tokenFor,
    ask: (route, input, behalf) => call(at(route.config.service, behalf), route, input),
    tell: (service, event) => call(at(service), takeEvent, { body: z.encode(HouseEvent, event) }),
  }
}

function passedOn(behalf?: FastifyRequest): Record<string, string> {
  if (!behalf) return {}
  const { authorization } = behalf.headers
  return { 'x-request-id': behalf.id, ...(authorization ? { authorization } : {}) }
}

function tokensOf({ name, keys }: Identity): (audience: ServiceName) => string {
  const sign = createSigner({
    algorithm: 'EdDSA',
    key: keys.privateKey,
    kid: keys.kid,
    expiresIn: SERVICE_TOKEN_SECONDS * 1000,
  })
  const kept = new Map<ServiceName, { token: string; renewAt: number }>()
  return (audience) => {
    const known = kept.get(audience)
    if (known && known.renewAt > Date.now()) return known.token
    const token = sign({ iss: name, aud: audience })
    kept.set(audience, { token, renewAt: Date.now() + (SERVICE_TOKEN_SECONDS * 1000) / 2 })
    return token
  }
}
