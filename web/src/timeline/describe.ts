import type { Message } from '@snug/contracts'
import { pictures } from '../posts/progress.ts'
import { clock } from '../ui/time.ts'
import { t } from '../words/words.ts'

/** A message's name for those who hear it: "Ann, 14:05, 3 pictures, 2 still arriving, 4 reactions". */
export function describe(
  { photos, sentAt, reactions, replyTo, deletedAt }: Message,
  author: string,
  callsMe: boolean,
): string {
  const arriving = photos.filter(({ state }) => state === 'pending').length
  const reacted = reactions.reduce((sum, { count }) => sum + count, 0)
  return [
    author,
    clock(sentAt),
    callsMe && t('timeline:message.callsYou'),
    replyTo !== null && !deletedAt && t('timeline:message.isAnswer'),
    photos.length > 0 && pictures(photos.length),
    arriving > 0 && t('timeline:message.arriving', { count: arriving }),
    reacted > 0 && t('timeline:message.reacted', { count: reacted }),
  ]
    .filter(Boolean)
    .join(', ')
}
