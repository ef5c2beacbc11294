import { editMe } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../session/api.ts'
import { meQuery, useMe } from '../session/session.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Saved, useSaved } from './saved.tsx'
import { Switch } from './switch.tsx'

const SHARED = ['typing', 'presence', 'seen'] as const
type Shared = (typeof SHARED)[number]

/** What others may see of what I do. A switch moves at once, and back when the house did not take it. */
export function PrivacySection() {
  const { t } = useTranslation('settings')
  const { privacy } = useMe()
  const queries = useQueryClient()
  const [saved, saySaved] = useSaved()
  const show = (key: Shared, on: boolean) =>
    queries.setQueryData(meQuery.queryKey, (me) => me && { ...me, privacy: { ...me.privacy, [key]: on } })
  const saving = useMutation({
    scope: { id: 'privacy' }, // one after the other, so that the last press is the last to be kept
    mutationFn: ([key, on]: [Shared, boolean]) => api(editMe, { body: { privacy: { [key]: on } } }),
    onMutate: ([key, on]) => show(key, on),
    onSuccess: saySaved,
    onError: (_, [key, on]) => show(key, !on),
  })
  return (
    <>
      <p className="muted">{t('privacy.legend')}</p>
      {SHARED.map((key) => (
        <Switch
          key={key}
          label={t(`privacy.${key}`)}
          hint={t(`privacy.${key}Hint`)}
          on={privacy[key]}
          onChange={(on) => saving.mutate([key, on])}
        />
      ))}
      <ProblemNote error={saving.error} />
      <Saved saved={saved} />
    </>
  )
}
