import { Origins, ServiceConfig } from '@snug/service-kit'
import { z } from 'zod'

const count = (usual: number) => z.coerce.number().int().min(1).default(usual)

export const Config = ServiceConfig.extend({
  /** The one published port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** The inner door, for the other services: events, keys, health. Never published. */
  INTERNAL_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Where the inner door listens; HOST when absent. */
  INTERNAL_HOST: z.string().optional(),
  /** Addresses under which browsers may come, comma between; pages of any other may do nothing here. */
  PUBLIC_ORIGINS: Origins,
  /**
   * Addresses of the proxies in front (addresses or networks, comma between), whose X-Forwarded-For is believed. Behind one that
   * is not named here everybody has its address, and shares its limits; from anybody else the header means nothing (SEC-03).
   */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((proxy) => proxy.trim())
        .filter(Boolean),
    ),
  /** The built web client. */
  WEB_ROOT: z.string().default(new URL('../../../web/dist', import.meta.url).pathname),

  /** `off` is for load tests of a house that nobody else can reach. */
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  /** Requests a minute, per person or, signed out, per address. Scrolling through pictures asks for many. */
  RATE_READ: count(3_000),
  /** Rooms, names, invitations: done by hand. */
  RATE_WRITE: count(300),
  /** Messages over REST; as fast as the socket takes them for long. */
  RATE_SEND: count(600),
  /** Up to ten pictures each, and each costs seconds of decoding. */
  RATE_UPLOAD: count(60),
  /** Pieces of pictures that come by themselves, and the question how much of one has come: a hundred in a minute, on a bad line. */
  RATE_CHUNK: count(1_200),
  /** Log in and renew; auth counts wrong passwords besides. A household may share one address. */
  RATE_LOGIN: count(60),
  /** Each costs a slow hash and a row that stays; a class signs up in one lesson. */
  RATE_SIGNUP: count(30),
  /** New lines; after a restart a household comes back at once. */
  RATE_CONNECT: count(120),

  /** Messages a second over a person's lines, for long and at once (SEC-41). */
  LIVE_SENDS_PER_SECOND: count(10),
  LIVE_SEND_BURST: count(50),
  /** Frames of any kind a second on one line; twice as many at once. Subscribing to all rooms is one burst. */
  LIVE_FRAMES_PER_SECOND: count(60),
  /** Devices and tabs of one person. */
  LINES_PER_PERSON: count(20),
  ROOMS_PER_LINE: count(100),
  /** Bytes kept for a reader who does not read; then the line closes and resumes by seq (SEC-42). */
  UNSENT_BYTES: count(1024 * 1024),

  /** A request's headers have this long to arrive, in ms (SEC-20). */
  HEADERS_MS: count(10_000),
  /** So has its body, in ms; an upload may take longer while it keeps up UPLOAD_BYTES_PER_SECOND. */
  BODY_MS: count(30_000),
  UPLOAD_BYTES_PER_SECOND: count(1024),
  /** Connections to each service; people beyond them wait in line. Uploads have a second set of their own. */
  SERVICE_CONNECTIONS: count(64),
  /** People waiting in that line; the next one is told to come back (REL-16). */
  SERVICE_QUEUE: count(1_000),
})
export type Config = z.infer<typeof Config>
