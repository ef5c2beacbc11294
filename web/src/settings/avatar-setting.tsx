import { removeAvatar } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showMe } from '../people/people.ts'
import { api } from '../session/api.ts'
import { useMe } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Saved, useSaved } from './saved.tsx'

const AvatarDialog = lazy(() => import('./avatar-dialog.tsx'))

/** Edge in px. */
const AVATAR = 96
/** HEIC by its endings too: not every system knows its type. */
const PICTURES = 'image/*,.heic,.heif,.avif'

/** The picture beside my name: another one, or none. */
export function AvatarSetting() {
  const { t } = useTranslation('settings')
  const me = useMe()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const [saved, saySaved] = useSaved()
  const removing = useMutation({
    mutationFn: () => api(removeAvatar, {}),
    onSuccess: () => {
      showMe(queries, { ...me, avatarId: null })
      saySaved()
    },
  })
  return (
    <div className="avatar-setting">
      <Avatar id={me.id} name={me.displayName} avatarId={me.avatarId} size={AVATAR} />
      <div className="avatar-words">
        <p className="muted">{t('avatar.hint')}</p>
        <div className="avatar-buttons">
          <button type="button" className="button" onClick={() => input.current?.click()}>
            {t('avatar.change')}
          </button>
          {me.avatarId && (
            <ActButton
              className="button"
              acting={removing}
              pendingLabel={t('avatar.removing')}
              onClick={() => removing.mutate()}
            >
              {t('avatar.remove')}
            </ActButton>
          )}
          <Saved saved={saved} />
        </div>
        <ProblemNote error={removing.error} />
        <input
          ref={input}
          type="file"
          accept={PICTURES}
          hidden
          aria-label={t('avatar.choose')}
          onChange={({ target }) => {
            setFile(target.files?.[0])
            target.value = '' // so that the same may be chosen again
          }}
        />
      </div>
      <Suspense>{file && <AvatarDialog file={file} onSaved={saySaved} onClose={() => setFile(undefined)} />}</Suspense>
    </div>
  )
}
