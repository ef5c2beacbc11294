import { type RefObject, useEffect, useEffectEvent } from 'react'
import { picturesPasted } from './pasted.ts'
import { isCovered } from './surroundings.ts'

/** Takes pictures that are pasted into the box, or where nothing else takes a paste. */
export function usePastedPictures(
  box: RefObject<HTMLTextAreaElement | null>,
  onPictures: (files: File[]) => void,
): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const { target, clipboardData } = event
    if (!clipboardData || isCovered(box.current) || (target !== box.current && isEditable(target))) return
    const pictures = picturesPasted({ files: [...clipboardData.files], text: clipboardData.getData('text/plain') })
    if (pictures.length === 0) return
    event.preventDefault()
    onPictures(pictures)
  })
  useEffect(() => {
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  }, [])
}

const isEditable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
