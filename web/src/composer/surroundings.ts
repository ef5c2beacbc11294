/** Whether fingers are what points here. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches

/** Whether a dialog lies above: then keys and pastes are meant for it. */
export const isCovered = (element: Element | null): boolean =>
  element?.closest('[inert], [aria-hidden="true"]') !== null
