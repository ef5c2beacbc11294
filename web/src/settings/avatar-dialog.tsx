import { type Crop, MAX_PHOTO_BYTES, setAvatar } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showMe } from '../people/people.ts'
import { api } from '../session/api.ts'
import { useMe } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import Dialog from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Cropper } from './cropper.tsx'

const MEGABYTE = 1024 * 1024

interface AvatarDialogProps {
  file: File
  onSaved: () => void
  onClose: () => void
}

/** Which part of a picture stands beside my name. */
export default function AvatarDialog({ file, onSaved, onClose }: AvatarDialogProps) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const queries = useQueryClient()
  const address = useAddressOf(file)
  const [crop, setCrop] = useState<Crop>()
  const [isShown, setShown] = useState(true)
  const saving = useMutation({
    mutationFn: async () => api(setAvatar, { body: { picture: await dataUrlOf(file), ...(crop && { crop }) } }),
    onSuccess: ({ avatarId }) => {
      showMe(queries, { ...me, avatarId })
      onSaved()
      onClose()
    },
  })
  const isTooLarge = file.size > MAX_PHOTO_BYTES
  return (
    <Dialog title={t('avatar.dialog')} onClose={onClose}>
      {isTooLarge ? (
        <p className="problem" role="alert">
          {t('avatar.tooLarge', { megabytes: MAX_PHOTO_BYTES / MEGABYTE })}
        </p>
      ) : isShown ? (
        address && <Cropper address={address} crop={crop} onChange={setCrop} onFail={() => setShown(false)} />
      ) : (
        <p className="note">{t('avatar.noPreview')}</p>
      )}
      <ProblemNote error={saving.error} />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <ActButton
          className="button primary"
          acting={saving}
          pendingLabel={t('avatar.using')}
          disabled={isTooLarge || (isShown && !crop)}
          onClick={() => saving.mutate()}
        >
          {t('avatar.use')}
        </ActButton>
      </div>
    </Dialog>
  )
}

function useAddressOf(file: File): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    // The house looks at the bytes and not at the type, which a browser may not know.
    reader.readAsDataURL(file)
  })
}
