import { Camera, ImagePlus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isCovered } from './surroundings.ts'

/** Some systems do not know these three for pictures. */
const ACCEPT = 'image/*,.heic,.heif,.avif'

/** The ways to pictures: those one has, and on phones those one takes. Ctrl or ⌘ and U opens the first. */
export function AddButtons({ onPick }: { onPick: (files: File[]) => void }) {
  const { t } = useTranslation('composer')
  const input = useRef<HTMLInputElement>(null)
  const open = (camera: boolean) => {
    if (!input.current) return
    input.current.multiple = !camera
    if (camera) input.current.setAttribute('capture', 'environment')
    else input.current.removeAttribute('capture')
    input.current.click()
  }
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
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPT}
        aria-label={t('pictures')}
        onChange={(event) => {
          onPick([...(event.target.files ?? [])])
          event.target.value = '' // the same picture may be chosen again
        }}
      />
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={t('addPictures')}
        aria-keyshortcuts="Control+U Meta+U"
        onClick={() => open(false)}
      >
        <ImagePlus />
      </button>
      <button type="button" className="icon-button camera-button" aria-label={t('camera')} onClick={() => open(true)}>
        <Camera />
      </button>
    </>
  )
}
