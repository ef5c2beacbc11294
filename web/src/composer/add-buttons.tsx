import { Camera, ImagePlus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isCovered } from './surroundings.ts'
import type { Adding } from './use-adding.ts'

/** Some systems do not know these three for pictures. */
const ACCEPT = 'image/*,.heic,.heif,.avif'

/** The ways to pictures: those one has, and on phones those one takes. Ctrl or ⌘ and U opens the first. */
export function AddButtons({ adding: { add, picker, choose, photograph } }: { adding: Adding }) {
  const { t } = useTranslation('composer')
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isMeant =
        event.key.toLowerCase() === 'u' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!isMeant || event.defaultPrevented || isCovered(button.current)) return
      event.preventDefault() // it would show the source of the page
      button.current?.click()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={ACCEPT}
        aria-label={t('pictures')}
        onChange={(event) => {
          add({ files: [...(event.target.files ?? [])] })
          event.target.value = '' // the same picture may be chosen again
        }}
      />
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={t('addPictures')}
        aria-keyshortcuts="Control+U Meta+U"
        onClick={choose}
      >
        <ImagePlus />
      </button>
      <button type="button" className="icon-button camera-button" aria-label={t('camera')} onClick={photograph}>
        <Camera />
      </button>
    </>
  )
}
