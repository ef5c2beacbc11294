import viewer from '../words/en/viewer.json' with { type: 'json' }
import { addWords } from '../words/words.ts'

addWords('viewer', viewer)
