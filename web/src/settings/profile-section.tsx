import { editMe, MAX_BIO, MAX_DISPLAY_NAME } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showMe } from '../people/people.ts'
import { api } from '../session/api.ts'
import { useMe } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { faultsOf, requireFits } from '../ui/problem-words.ts'
import { AvatarSetting } from './avatar-setting.tsx'
import { CountedField } from './counted-field.tsx'
import { Saved, useSaved } from './saved.tsx'

/** What others see of me: a picture, a name, a few words. */
export function ProfileSection() {
  const { t } = useTranslation('settings')
  const me = useMe()
  const queries = useQueryClient()
  const [name, setName] = useState(me.displayName)
  const [bio, setBio] = useState(me.bio)
  const [saved, saySaved] = useSaved()
  const saving = useMutation({
    mutationFn: async () => {
      const body = { displayName: name, bio }
      requireFits(editMe.schema.body, body)
      return api(editMe, { body })
    },
    onSuccess: (profile) => {
      showMe(queries, profile)
      saySaved()
    },
  })
  const faults = faultsOf(saving.error)
  return (
    <>
      <AvatarSetting />
      <form
        noValidate
        onChange={() => saving.reset()}
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <CountedField
          label={t('profile.displayName')}
          name="displayName"
          value={name}
          most={MAX_DISPLAY_NAME}
          fault={faults.get('displayName')}
          autoComplete="name"
          onChange={setName}
        />
        <CountedField
          label={t('profile.bio')}
          name="bio"
          hint={t('profile.bioHint')}
          value={bio}
          most={MAX_BIO}
          rows={3}
          fault={faults.get('bio')}
          onChange={setBio}
        />
        <ProblemNote error={faults.size === 0 && saving.error} />
        <div className="profile-save">
          <ActButton type="submit" className="button primary" acting={saving}>
            {t('save')}
          </ActButton>
          <Saved saved={saved} />
        </div>
      </form>
    </>
  )
}
