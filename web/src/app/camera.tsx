import { Camera as CameraIcon } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { part } from '../ui/part.tsx'

const ChooseRoom = part(() => import('./choose-room.tsx'))

/** Takes a picture, then asks into the tray of which room it goes. */
export function Camera() {
  const { t } = useTranslation('app')
  const input = useRef<HTMLInputElement>(null)
  const [taken, setTaken] = useState<readonly File[]>([])
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t('camera')}
        onChange={({ target }) => {
          setTaken([...(target.files ?? [])])
          target.value = '' // the next may have the same name
        }}
      />
      <button type="button" className="bottom-way" onClick={() => input.current?.click()}>
        <CameraIcon aria-hidden /> {t('camera')}
      </button>
      <Suspense>{taken.length > 0 && <ChooseRoom files={taken} onClose={() => setTaken([])} />}</Suspense>
    </>
  )
}
