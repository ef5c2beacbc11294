import type { Feed } from '@snug/client'
import type { Message, Seq } from '@snug/contracts'

/** The message of that number, if it is in the feed. They lie in order, and mostly without holes. */
export function messageOf({ messages }: Feed, seq: Seq): Message | undefined {
  const at = seq - (messages[0]?.seq ?? 0)
  const there = messages[at]
  return there?.seq === seq ? there : messages.find((message) => message.seq === seq)
}
