import { Problem } from '@snug/contracts'

/** What guessers try first, at the lengths we accept. A longer list costs nothing to swap in here. */
const COMMON = new Set(
  `password password1 password12 password123 passw0rd 12345678 123456789 1234567890 0123456789 87654321 11111111
  00000000 88888888 12341234 11223344 qwertyui qwertyuiop qwerty123 qwerty12 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx
  asdfghjk asdfghjkl zxcvbnm1 abcd1234 abc12345 a1b2c3d4 iloveyou iloveyou1 sunshine princess football baseball
  superman batman123 trustno1 welcome1 welcome123 letmein1 letmein123 monkey123 dragon123 master123 michelle
  jennifer computer internet starwars whatever changeme changeme1 administrator admin123 admin1234 test1234
  testtest secret123 pokemon1 charlie1 jordan23 liverpool chelsea1 arsenal1 samsung1 google123 facebook1`.split(/\s+/),
)

/** @throws Problem `invalid_body` for a password that is short, common, or the username (SEC-01) */
export function requireGoodPassword(password: string, username: string, minimum: number): void {
  const lower = password.toLowerCase()
  const fault =
    [...password].length < minimum
      ? `is shorter than ${minimum} characters`
      : COMMON.has(lower)
        ? 'is one of the first that anybody would try'
        : lower === username.toLowerCase()
          ? 'is the username'
          : undefined
  if (fault) throw new Problem('invalid_body', { errors: [{ pointer: '/password', detail: fault }] })
}
