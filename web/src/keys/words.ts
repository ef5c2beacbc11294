import keys from '../words/en/keys.json' with { type: 'json' }
import { addWords } from '../words/words.ts'

addWords('keys', keys)
