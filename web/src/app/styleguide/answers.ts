import { API_PREFIX, Problem } from '@snug/contracts'

/** The house answers every call of this window like that; nothing when there is no answer. @returns lets it speak again */
export function answerWith(answer: Problem | object | undefined): () => void {
  const real = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.origin)
    if (!pathname.startsWith(API_PREFIX)) return real(input, init)
    return answer === undefined ? new Promise(() => {}) : Promise.resolve(replyOf(answer))
  }
  return () => {
    globalThis.fetch = real
  }
}

const replyOf = (answer: Problem | object) =>
  answer instanceof Problem
    ? Response.json(answer.toJSON(), { status: answer.status, headers: { 'content-type': 'application/problem+json' } })
    : Response.json(answer)
