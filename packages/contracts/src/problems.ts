import { z } from 'zod'

/** Everything that can go wrong on purpose: the status it travels under, and what to tell a person. */
export const problems = {
  malformed: { status: 400, title: 'The request cannot be read.' },
  invalid_query: { status: 400, title: 'A value in the address is not valid.' },
  not_signed_in: { status: 401, title: 'Sign in first.' },
  wrong_credentials: { status: 401, title: 'The name or the password is wrong.' },
  session_ended: { status: 401, title: 'This session has ended. Sign in again.' },
  already_logged_out: { status: 401, title: 'This session is already logged out.' },
  refresh_refused: { status: 401, title: 'This session cannot be renewed. Sign in again.' },
  wrong_password: { status: 403, title: 'The password is wrong.' },
  foreign_origin: { status: 403, title: 'This page may not act for you here.' },
  not_allowed: { status: 403, title: 'Your role in this room does not allow that.' },
  link_refused: { status: 403, title: 'This link is not one of ours. Was all of it copied?' },
  not_found: { status: 404, title: 'There is nothing here.' },
  profile_not_found: { status: 404, title: 'There is no such person.' },
  room_not_found: { status: 404, title: 'There is no such room, or it is not yours to see.' },
  message_not_found: { status: 404, title: 'There is no such message.' },
  member_not_found: { status: 404, title: 'This person is not in the room.' },
  session_not_found: { status: 404, title: 'There is no such session.' },
  photo_not_found: { status: 404, title: 'There is no such picture, or it is not yours to see.' },
  too_slow: { status: 408, title: 'The request took too long to arrive.' },
  username_taken: { status: 409, title: 'This username is taken.' },
  email_taken: { status: 409, title: 'This e-mail address is taken.' },
  last_owner: { status: 409, title: 'A room needs an owner. Make somebody else owner first.' },
  room_full: { status: 409, title: 'This room has no place left.' },
  emojis_full: { status: 409, title: 'This message has as many different emojis as it may have.' },
  offset_conflict: { status: 409, title: 'That is not where this upload goes on. Ask how far it is.' },
  links_full: { status: 409, title: 'This picture has as many links as it may have. End one first.' },
  link_ended: { status: 410, title: 'This link has ended.' },
  version_not_spoken: { status: 412, title: 'This version of the protocol is not spoken here.' },
  body_too_large: { status: 413, title: 'That is more than this address takes.' },
  photo_too_large: { status: 413, title: 'This picture is too large.' },
  address_too_long: { status: 414, title: 'This address is too long.' },
  unsupported_type: { status: 415, title: 'This content type is not understood here.' },
  unsupported_photo: { status: 415, title: 'This is not a picture we can open.' },
  range_not_satisfiable: { status: 416, title: 'The picture has no such part.' },
  invalid_body: { status: 422, title: 'Something in the request does not fit.' },
  upload_damaged: { status: 422, title: 'What arrived is not what was sent. Send it again.' },
  broken_photo: { status: 422, title: 'This picture is damaged or takes too long to open.' },
  too_many_requests: { status: 429, title: 'That was too fast. Wait a moment.' },
  headers_too_large: { status: 431, title: 'The headers of this request are too large.' },
  internal: { status: 500, title: 'Something broke on our side.' },
  unavailable: { status: 503, title: 'This part of Snug is away for a moment. Try again.' },
  quota_reached: { status: 507, title: 'There is no more space for your pictures.' },
  storage_full: { status: 507, title: 'There is no room left for pictures.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems
export const ProblemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]])

const Fault = z.object({ pointer: z.string(), detail: z.string() })

/** What there may be at most, for clients that say it in another language than `detail` does. */
const Limits = z.object({
  bytes: z.number().optional(),
  pixels: z.number().optional(),
  frames: z.number().optional(),
  photos: z.number().optional(),
  /** Whose limits they are, where several have some. */
  of: z.enum(['person', 'room']).optional(),
})

/** `application/problem+json` (RFC 9457). Branch on `code`; the words may change. */
export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: ProblemCode,
    detail: z.string().optional(),
    requestId: z.string().optional(),
    /** Seconds after which a retry makes sense. */
    retryAfter: z.number().int().optional(),
    errors: z.array(Fault).optional(),
    limits: Limits.optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemBody = z.infer<typeof ProblemBody>

interface ProblemExtras {
  detail?: string | undefined
  /** Seconds. */
  retryAfter?: number | undefined
  errors?: z.infer<typeof Fault>[] | undefined
  limits?: z.infer<typeof Limits> | undefined
  /** Of the request that met it, as the log has it. */
  requestId?: string | undefined
  cause?: unknown
}

/** The one error of this house. Services throw it, the wire carries it, `call` throws it again. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly extras: Omit<ProblemExtras, 'cause'>

  constructor(code: ProblemCode, { cause, ...extras }: ProblemExtras = {}) {
    super(extras.detail ?? problems[code].title, { cause })
    this.name = 'Problem'
    this.code = code
    this.status = problems[code].status
    this.extras = extras
  }

  static from({ code, detail, retryAfter, errors, limits, requestId }: ProblemBody, cause?: unknown): Problem {
    return new Problem(code, { detail, retryAfter, errors, limits, requestId, cause })
  }

  toJSON(requestId = this.extras.requestId): ProblemBody {
    const { status, title } = problems[this.code]
    return { type: `urn:snug:problem:${this.code}`, title, status, code: this.code, ...this.extras, requestId }
  }
}
