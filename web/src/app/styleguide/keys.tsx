import GoTo from '../../keys/go-to.tsx'
import { KeyCaps } from '../../keys/key-caps.tsx'
import KeySheet from '../../keys/key-sheet.tsx'
import { myRoomsQuery } from '../../rooms/rooms.ts'
import { write } from './acts.ts'
import { arabic, lake, mine, unread } from './samples/rooms.ts'
import { Line, nothing, type Specimen } from './specimen.tsx'
import type { Prime } from './world.tsx'

const goTo = { frame: 420, draw: <GoTo onClose={nothing} /> }
const news: Prime = ({ queries }) =>
  void queries.setQueryData(myRoomsQuery.queryKey, [unread(lake, 7), mine, unread(arabic, 1)])

export const keys: readonly Specimen[] = [
  {
    name: 'KeyCaps: one chord, two, one after another',
    draw: (
      <>
        {[['Mod+K'], ['ArrowUp', 'K'], ['G W'], ['Alt+Shift+ArrowDown'], ['+']].map((chords) => (
          <Line key={chords[0]}>
            <KeyCaps chords={chords} />
          </Line>
        ))}
      </>
    ),
  },
  { name: 'GoTo', ...goTo, prime: news },
  { name: 'GoTo: found', ...goTo, act: () => write('[role=combobox]', 'la') },
  { name: 'GoTo: nothing found', ...goTo, act: () => write('[role=combobox]', 'qqqq') },
  { name: 'KeySheet: on a phone', frame: 620, draw: <KeySheet onClose={nothing} /> },
  { name: 'KeySheet: on a desk', frame: 640, wide: true, draw: <KeySheet onClose={nothing} /> },
]
