// Before the others, as in Snug: what a screen says for itself goes before what is said for all.
import '../signed-in.css'
import '../room.css'
import { app } from './app.tsx'
import { composer } from './composer.tsx'
import { door } from './door.tsx'
import { emoji } from './emoji.tsx'
import { keys } from './keys.tsx'
import { members } from './members.tsx'
import { people } from './people.tsx'
import { photos } from './photos.tsx'
import { posts } from './posts.tsx'
import { rail } from './rail.tsx'
import { session } from './session.tsx'
import { settings } from './settings.tsx'
import type { Chapter } from './specimen.tsx'
import { styles } from './styles.tsx'
import { timeline } from './timeline.tsx'
import { ui } from './ui.tsx'
import { viewer } from './viewer.tsx'
import { wall } from './wall.tsx'

/** In the order of web/README. */
export const CHAPTERS: readonly Chapter[] = [
  { folder: 'styles', specimens: styles },
  { folder: 'ui', specimens: ui },
  { folder: 'session', specimens: session },
  { folder: 'people', specimens: people },
  { folder: 'posts', specimens: posts },
  { folder: 'photos', specimens: photos },
  { folder: 'emoji', specimens: emoji },
  { folder: 'door', specimens: door },
  { folder: 'rail', specimens: rail },
  { folder: 'timeline', specimens: timeline },
  { folder: 'composer', specimens: composer },
  { folder: 'viewer', specimens: viewer },
  { folder: 'wall', specimens: wall },
  { folder: 'members', specimens: members },
  { folder: 'settings', specimens: settings },
  { folder: 'keys', specimens: keys },
  { folder: 'app', specimens: app },
]
