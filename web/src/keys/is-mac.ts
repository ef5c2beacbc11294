/** Whether ⌘ is where others have Ctrl. */
export const isMac: boolean = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '')
