import type { RoomId } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { invite, membersQuery } from '../people/members.ts'
import { ActButton } from '../ui/act-button.tsx'
import { Field } from '../ui/field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'

/** Lets somebody in by username. */
export function InviteForm({ roomId }: { roomId: RoomId }) {
  const { t } = useTranslation('members')
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const inviting = useMutation({
    mutationFn: async (username: string) => {
      const before = queries.getQueryData(membersQuery(roomId).queryKey)
      const { profileId } = await invite(roomId, username)
      return { wasIn: before?.some((member) => member.profileId === profileId) ?? false }
    },
    onSuccess: () => {
      form.current?.reset()
      return queries.invalidateQueries(membersQuery(roomId))
    },
  })
  return (
    <form
      ref={form}
      className="invite-form"
      aria-label={t('invite.name')}
      onSubmit={(event) => {
        event.preventDefault()
        const typed = String(new FormData(event.currentTarget).get('username'))
        inviting.mutate(typed.trim().replace(/^@/, '')) // as names are written in rooms
      }}
    >
      <div className="invite-line">
        <Field
          label={t('invite.username')}
          name="username"
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <ActButton type="submit" className="button primary" acting={inviting}>
          {t('invite.act')}
        </ActButton>
      </div>
      <ProblemNote error={inviting.error} />
      <p role="status" className="muted">
        {inviting.isSuccess && t(inviting.data.wasIn ? 'invite.wasIn' : 'invite.done', { name: inviting.variables })}
      </p>
    </form>
  )
}
