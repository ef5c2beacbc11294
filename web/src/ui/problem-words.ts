import { Problem } from '@snug/contracts'
import i18next from 'i18next'
import type { z } from 'zod'
import { t } from '../words/words.ts'

/** What is wrong with a field, as contracts and services say it in English, and what to say to a reader. */
const FAULTS: readonly [sign: RegExp, sentence: (found: string) => string][] = [
  [/^is empty|^Too small: expected string to have >=1 /, () => t('problems:faults.empty')],
  [
    /^is shorter than (\d+)|^Too small: expected string to have >=(\d+)/,
    (least) => t('problems:faults.tooShort', { least }),
  ],
  [/^is longer than (\d+)|^Too big: expected string to have <=(\d+)/, (most) => t('problems:faults.tooLong', { most })],
  [/^is reserved/, () => t('problems:faults.reserved')],
  [/^is one of the first/, () => t('problems:faults.guessable')],
  [/^is the username/, () => t('problems:faults.isUsername')],
  [/^may hold letters/, () => t('problems:faults.letters')],
  [/^has invisible/, () => t('problems:faults.unseen')],
  [/^has characters that are not text/, () => t('problems:faults.notText')],
  [/^Invalid email/, () => t('problems:faults.email')],
]

function faultIn(detail: string): string {
  for (const [sign, sentence] of FAULTS) {
    const found = sign.exec(detail)
    if (found) return sentence(found[1] ?? found[2] ?? '')
  }
  return t('problems:faults.other')
}

/** What is wrong with which field of a body, by the field's name; nothing for other errors. */
export function faultsOf(error: unknown): Map<string, string> {
  const errors = error instanceof Problem ? (error.extras.errors ?? []) : []
  // The first fault of a field is the one to mend first.
  return new Map(errors.toReversed().map(({ pointer, detail }) => [pointer.replace(/^\//, ''), faultIn(detail)]))
}

const MEGABYTE = 1024 * 1024
const GIGABYTE = 1024 * MEGABYTE

/** Which limit was met, where the house says it in numbers. */
function limitIn({ code, extras: { limits } }: Problem): string | undefined {
  if (!limits) return
  const { bytes = 0, photos, pixels, frames, of } = limits
  if (code === 'quota_reached' && of) return t(`problems:limits.${of}`, { photos, gigabytes: bytes / GIGABYTE })
  if (code !== 'photo_too_large') return
  if (pixels) return t('problems:limits.pixels', { count: frames ?? 1, megapixels: pixels / 1e6 })
  return t('problems:limits.bytes', { megabytes: bytes / MEGABYTE })
}

/** What a person is told about an error, in their language: by its limits or its code, and in English in the house's own words. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Problem)) return t('problems:unknown')
  if (error.code === 'unavailable' && globalThis.navigator?.onLine === false) return t('problems:offline')
  const limit = limitIn(error)
  if (limit) return limit
  const isEnglish = i18next.resolvedLanguage === 'en'
  const sentence = isEnglish ? error.message : t(`problems:codes.${error.code}`)
  return [sentence, ...faultsOf(error).values()].join(' ')
}

/** What the house would say to a body, said before it is sent. @throws Problem invalid_body */
export function requireFits(schema: z.ZodType, body: unknown): void {
  const { error } = schema.safeParse(body)
  if (!error) return
  const errors = error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }))
  throw new Problem('invalid_body', { errors })
}
