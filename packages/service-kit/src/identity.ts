import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import type { KeySet, ServiceName } from '@snug/contracts'

/** A public key in the two forms one needs: to publish (RFC 8037) and to verify with. */
export interface KeyPair {
  kid: string
  /** PEM, PKCS 8. Never leaves the process but for auth's own table. */
  privateKey: string
  jwk: KeySet['keys'][number]
}

export function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const kid = randomUUID()
  const { x } = publicKey.export({ format: 'jwk' }) as { x: string }
  return {
    kid,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    jwk: { kty: 'OKP', crv: 'Ed25519', x, kid },
  }
}

export function pemOf(jwk: KeySet['keys'][number]): string {
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
}

/** Header in which a service says who it is. Never passed on from outside. */
export const SERVICE_TOKEN_HEADER = 'snug-service-token'

/** A service token lives this long, in seconds, and is used again for the first half of it. */
export const SERVICE_TOKEN_SECONDS = 60

/** Who this process is among the services: a name, and a key made at this start and kept in memory only. */
export interface Identity {
  name: ServiceName
  keys: KeyPair
}

export const newIdentity = (name: ServiceName): Identity => ({ name, keys: newKeyPair() })
