import type { Feed } from '@snug/client'
import type { Message } from '@snug/contracts'
import type { Post } from './picture.ts'

type Said = Pick<Post, 'clientId' | 'authorId'>

const isOf =
  ({ clientId, authorId }: Said) =>
  (said: Said) =>
    said.clientId === clientId && said.authorId === authorId

/** The message that a post became. */
export const messageIn = ({ messages }: Feed, post: Said): Message | undefined => messages.findLast(isOf(post))

/** Whether the message of a post is on its way. */
export const waitsIn = ({ pending }: Feed, post: Said): boolean => pending.some(isOf(post))
