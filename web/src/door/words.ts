import door from '../words/en/door.json' with { type: 'json' }
import { addWords } from '../words/words.ts'

addWords('door', door)
