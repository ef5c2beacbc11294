import { useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { picturesPasted } from './pasted.ts'
import { isCovered } from './surroundings.ts'

type Box = { current: HTMLTextAreaElement | null }

/** As high as the text, within what the style sheet allows. */
export function useGrowing(box: Box, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [box, text])
}

/** Takes pictures that are pasted into the box, or where nothing else takes a paste. */
export function usePastedPictures(box: Box, onPictures: (files: File[]) => void): void {
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
