import type { Specimen } from './specimen.tsx'
import { editing } from './timeline-editing.tsx'
import { lists } from './timeline-list.tsx'
import { messages } from './timeline-messages.tsx'
import { sending } from './timeline-sending.tsx'

export const timeline: readonly Specimen[] = [...messages, ...editing, ...sending, ...lists]
