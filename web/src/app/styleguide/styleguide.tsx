import type { ReactNode } from 'react'
import { Controls } from './controls.tsx'
import { Messages } from './messages.tsx'
import { Pictures } from './pictures.tsx'
import { Waiting } from './waiting.tsx'
import './styleguide.css'

const CHAPTERS: readonly [name: string, chapter: ReactNode][] = [
  ['Controls', <Controls key="controls" />],
  ['People, waiting, trouble', <Waiting key="waiting" />],
  ['Messages', <Messages key="messages" />],
  ['Pictures', <Pictures key="pictures" />],
]
const LOOKS = ['light', 'dark'] as const

/** Every component in every state, light beside dark. For developers: it is no part of a build, and says its few words in English. */
export function Styleguide() {
  return (
    <div className="page">
      <title>Style guide · Snug</title>
      <div className="styleguide">
        <h1>Style guide</h1>
        {CHAPTERS.map(([name, chapter]) => (
          <section key={name} aria-label={name}>
            <h2>{name}</h2>
            <div className="styleguide-looks">
              {LOOKS.map((look) => (
                <div key={look} className="styleguide-look" data-look={look}>
                  {chapter}
                </div>
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  )
}
