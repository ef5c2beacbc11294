import door from './door.json' with { type: 'json' }
import { first } from './first.ts'
import keys from './keys.json' with { type: 'json' }
import members from './members.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import viewer from './viewer.json' with { type: 'json' }
import wall from './wall.json' with { type: 'json' }

/** What Snug says, a file for each folder that says something. Those that are not among the first come with their feature. */
export const en = { ...first, door, keys, members, settings, viewer, wall }
