import settings from '../words/en/settings.json' with { type: 'json' }
import { addWords } from '../words/words.ts'

addWords('settings', settings)
