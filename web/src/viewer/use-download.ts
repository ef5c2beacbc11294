import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf, profileQuery } from '../people/people.ts'
import type { Shown } from '../photos/picture-pages.ts'
import { sentenceOf } from '../ui/problem-note.tsx'
import { download } from './download.ts'

/** How long is said what was done, in ms. */
const SAID_MS = 4_000

/** Downloads pictures, and says what became of it. */
export function useDownload() {
  const { t } = useTranslation('viewer')
  const queries = useQueryClient()
  const [status, say] = useState('')
  useEffect(() => {
    if (!status) return
    const timer = setTimeout(() => say(''), SAID_MS)
    return () => clearTimeout(timer)
  }, [status])
  const save = (shown: Shown) => {
    say(t('downloading'))
    const author = queries.fetchQuery(profileQuery(shown.message.authorId)).then(nameOf, () => '')
    author
      .then((name) => download(shown, name))
      .then(
        () => say(t('downloaded')),
        (error) => say(sentenceOf(error)),
      )
  }
  return { download: save, status, say }
}
