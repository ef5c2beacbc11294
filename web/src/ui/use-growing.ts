import { type RefObject, useLayoutEffect } from 'react'

/**
 * Makes a box as high as its text, within what the style sheet allows, where the browser does not know `field-sizing`. What
 * it stands in keeps its height while the box is measured, or the list above would be moved each time.
 */
export function useGrowing(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow
  useLayoutEffect(() => {
    const area = box.current
    const around = area?.parentElement
    if (!around || CSS.supports('field-sizing', 'content')) return
    around.style.minHeight = `${around.offsetHeight}px`
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
    around.style.minHeight = ''
  }, [box, text])
}
