import { problems as known, type ProblemCode } from '@snug/contracts'
import app from './app.json' with { type: 'json' }
import composer from './composer.json' with { type: 'json' }
import door from './door.json' with { type: 'json' }
import emoji from './emoji.json' with { type: 'json' }
import fields from './fields.json' with { type: 'json' }
import keys from './keys.json' with { type: 'json' }
import members from './members.json' with { type: 'json' }
import people from './people.json' with { type: 'json' }
import photos from './photos.json' with { type: 'json' }
import posts from './posts.json' with { type: 'json' }
import problems from './problems.json' with { type: 'json' }
import rail from './rail.json' with { type: 'json' }
import rooms from './rooms.json' with { type: 'json' }
import session from './session.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import timeline from './timeline.json' with { type: 'json' }
import ui from './ui.json' with { type: 'json' }
import viewer from './viewer.json' with { type: 'json' }
import wall from './wall.json' with { type: 'json' }

/** What can go wrong the contracts say in English already. */
const codes = Object.fromEntries(Object.entries(known).map(([code, { title }]) => [code, title])) as Record<
  ProblemCode,
  string
>

/** What Snug says, a file for each folder that says something. */
export const en = {
  app,
  composer,
  door,
  emoji,
  fields,
  keys,
  members,
  people,
  photos,
  posts,
  problems: { codes, ...problems },
  rail,
  rooms,
  session,
  settings,
  timeline,
  ui,
  viewer,
  wall,
}
