import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { answerWith } from './answers.ts'
import { CHAPTERS } from './chapters.ts'
import { type Specimen, slugOf } from './specimen.tsx'
import { WorldAt } from './world.tsx'
import './styleguide.css'

/** One specimen in a window of its own, in the look that the address names. */
export function Alone(): ReactNode {
  const { href, pathname, searchStr } = useLocation()
  const [folder, slug] = pathname.split('/').slice(2)
  const chapter = CHAPTERS.find((chapter) => chapter.folder === folder)
  const specimen = chapter?.specimens.find(({ name }) => slugOf(name) === slug)
  useEffect(() => {
    document.documentElement.dataset.look = new URLSearchParams(searchStr).get('look') ?? 'system'
  }, [searchStr])
  return specimen ? <Stage key={href} specimen={specimen} /> : <p>There is no such specimen.</p>
}

/** The house says what the specimen wants, before anything is drawn that asks it. */
function Stage({ specimen: { draw, at, prime, inset, answer, act } }: { specimen: Specimen }) {
  const [isSet, setSet] = useState(false)
  useEffect(() => {
    const end = answerWith(answer)
    setSet(true)
    return end
  }, [answer])
  if (!isSet) return null
  return (
    <WorldAt at={at} prime={prime}>
      <div className="styleguide-alone" data-inset={inset}>
        {draw}
      </div>
      {act && <Act act={act} />}
    </WorldAt>
  )
}

/** Does what somebody does, once all is drawn. */
function Act({ act }: { act: () => Promise<void> }) {
  useEffect(() => {
    const timer = setTimeout(() => void act())
    return () => clearTimeout(timer)
  }, [act])
  return null
}
