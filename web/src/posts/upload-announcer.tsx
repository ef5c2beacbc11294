import type { ClientId } from '@snug/contracts'
import { useEffect, useState } from 'react'
import { usePosts } from './desk.tsx'
import { sentenceAbout } from './progress.ts'

/** At most one sentence in so many ms. */
const SAY_EVERY_MS = 10_000

/** Reads out how far my posts are, wherever in Snug one is: start, half, failures, end. */
export function UploadAnnouncer() {
  const { list } = usePosts()
  const [words, setWords] = useState('')
  useEffect(() => {
    const heard = new Map<ClientId, string>()
    let next: string | undefined
    let resting: ReturnType<typeof setTimeout> | undefined
    const speak = () => {
      resting = undefined
      if (next === undefined) return
      setWords(next)
      next = undefined
      resting = setTimeout(speak, SAY_EVERY_MS)
    }
    const stop = list.subscribe(() => {
      for (const post of list.get()) {
        const sentence = sentenceAbout(post)
        if (!sentence || heard.get(post.clientId) === sentence) continue
        heard.set(post.clientId, sentence)
        next = sentence
      }
      if (resting === undefined) speak()
    })
    return () => {
      stop()
      clearTimeout(resting)
    }
  }, [list])
  return (
    <div className="visually-hidden" aria-live="polite">
      {words}
    </div>
  )
}
