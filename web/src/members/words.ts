import members from '../words/en/members.json' with { type: 'json' }
import { addWords } from '../words/words.ts'

addWords('members', members)
