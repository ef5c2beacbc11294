import { UnkeptNote } from '../../posts/unkept-note.tsx'
import { lake } from './samples/rooms.ts'
import type { Specimen } from './specimen.tsx'

export const posts: readonly Specimen[] = [
  {
    name: 'UnkeptNote: this browser cannot keep the draft',
    prime: ({ desk }) => desk.drafts.unkept.set(new Set([lake.id])),
    draw: <UnkeptNote roomId={lake.id} />,
  },
]
