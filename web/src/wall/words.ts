import wall from '../words/en/wall.json' with { type: 'json' }
import { addWords } from '../words/words.ts'

addWords('wall', wall)
