/** Whether a dialog lies above: then keys and pastes are meant for it. */
export const isCovered = (element: Element | null): boolean =>
  element?.closest('[inert], [aria-hidden="true"]') !== null
