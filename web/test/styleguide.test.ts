import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'

const SRC = join(import.meta.dirname, '../src')
const GUIDE = 'app/styleguide/'

/** Components that the guide does not draw by themselves, and where they are seen. */
const NOT_BY_ITSELF: Record<string, string> = {
  // Nothing is drawn.
  PeopleNews: 'hears of people',
  RoomNews: 'hears of rooms',
  Keys: 'listens for keys',
  Announcer: 'is for those who listen',
  UploadAnnouncer: 'is for those who listen',
  HouseProvider: 'the guide has a house of its own',
  DeskProvider: 'the guide has a desk of its own',
  // What an address shows; npm run screens goes there.
  SignedIn: 'puts everything behind the door together',
  Overlays: 'puts what lies over a screen together',
  RoomScreen: 'puts a room together',
  ViewerScreen: 'reads the address for OpenViewer',
  WallScreen: 'reads the address for RoomWall',
  // Drawn by the one that is named.
  NewVersion: 'Offer',
  TypingLine: 'Writers',
  MessageList: 'Timeline',
  StickyDay: 'Timeline',
  Tray: 'Composer',
  TrayView: 'Composer',
  TrayStrip: 'Composer',
  TrayTile: 'Composer',
  Confirm: 'of ui/later.tsx: the other one, which it fetches',
}

test('the style guide draws every component that people see', () => {
  const sources = globSync('**/*.tsx', { cwd: SRC }).map((file) => ({
    file,
    text: readFileSync(join(SRC, file), 'utf8'),
  }))
  const guide = sources.filter(({ file }) => file.startsWith(GUIDE)).map(({ text }) => text)
  const components = sources.filter(({ file }) => !file.startsWith(GUIDE)).flatMap(componentsIn)
  const isDrawn = ({ file, name }: Component) =>
    guide.some((text) => text.includes(`/${basename(file)}'`) && new RegExp(`<${name}\\b`).test(text))
  const names = (found: readonly Component[]) => found.map(({ name }) => name)

  assert.ok(components.length > 100)
  assert.deepEqual(
    names(components.filter((component) => !isDrawn(component) && !(component.name in NOT_BY_ITSELF))),
    [],
  )
  // What is drawn after all, or is gone, needs no reason.
  assert.deepEqual(
    Object.keys(NOT_BY_ITSELF).filter(
      (name) => !components.some((component) => component.name === name && !isDrawn(component)),
    ),
    [],
  )
})

interface Component {
  file: string
  name: string
}

/** What a file gives to others that is named like a component. */
function componentsIn({ file, text }: { file: string; text: string }): Component[] {
  const found = text.matchAll(/^export (?:default )?(?:function|const) ([A-Z][a-z]\w*)/gm)
  return [...found].map(([, name = '']) => ({ file, name }))
}
