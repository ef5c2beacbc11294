import type { en } from '../words/en/en.ts'

/** What happens wherever one is; the other keys belong to what has the focus, and are here for the sheet alone. */
export type Act =
  | 'goTo'
  | 'nextRoom'
  | 'roomBefore'
  | 'nextUnread'
  | 'unreadBefore'
  | 'nextRegion'
  | 'regionBefore'
  | 'home'
  | 'wall'
  | 'sheet'
  | 'escape'

export interface Key {
  /** Each by itself does it: "Mod+K" (⌘ on a Mac, else Ctrl), "G H" one after the other. */
  chords: readonly string[]
  does: keyof (typeof en)['keys']['does']
  act?: Act
}

type Place = keyof (typeof en)['keys']['places']

/** The map of the keyboard: what is acted on here, and what the sheet shows. */
export const KEYS: Record<Place, readonly Key[]> = {
  everywhere: [
    { chords: ['Mod+K'], does: 'goTo', act: 'goTo' },
    { chords: ['Alt+ArrowUp'], does: 'roomBefore', act: 'roomBefore' },
    { chords: ['Alt+ArrowDown'], does: 'nextRoom', act: 'nextRoom' },
    { chords: ['Alt+Shift+ArrowUp'], does: 'unreadBefore', act: 'unreadBefore' },
    { chords: ['Alt+Shift+ArrowDown'], does: 'nextUnread', act: 'nextUnread' },
    { chords: ['F6'], does: 'nextRegion', act: 'nextRegion' },
    { chords: ['Shift+F6'], does: 'regionBefore', act: 'regionBefore' },
    { chords: ['G H'], does: 'home', act: 'home' },
    { chords: ['?', 'Mod+/'], does: 'sheet', act: 'sheet' },
    { chords: ['Escape'], does: 'escape', act: 'escape' },
  ],
  room: [
    { chords: ['ArrowUp', 'K'], does: 'messageBefore' },
    { chords: ['ArrowDown', 'J'], does: 'nextMessage' },
    { chords: ['Home'], does: 'firstLoaded' },
    { chords: ['End'], does: 'newest' },
    { chords: ['U'], does: 'firstUnread' },
    { chords: ['G W'], does: 'wall', act: 'wall' },
  ],
  message: [
    { chords: ['R'], does: 'reply' },
    { chords: ['E'], does: 'edit' },
    { chords: ['+'], does: 'react' },
    { chords: ['Shift+U'], does: 'unreadFromHere' },
    { chords: ['Delete'], does: 'delete' },
    { chords: ['Enter', 'V'], does: 'view' },
  ],
  writing: [
    { chords: ['Mod+Enter'], does: 'send' },
    { chords: ['Mod+U'], does: 'addPictures' },
    { chords: ['ArrowUp'], does: 'editLast' },
    { chords: ['Alt+A'], does: 'describe' },
    { chords: ['Alt+R'], does: 'turn' },
  ],
  viewer: [
    { chords: ['ArrowLeft', 'ArrowRight', 'Space'], does: 'move' },
    { chords: ['+', '−', '0'], does: 'zoom' },
    { chords: ['I'], does: 'info' },
    { chords: ['D'], does: 'download' },
    { chords: ['F'], does: 'fullScreen' },
    { chords: ['Escape'], does: 'close' },
  ],
}
