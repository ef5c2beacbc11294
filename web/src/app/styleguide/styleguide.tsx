import { useEffect, useRef, useState } from 'react'
import { answerWith } from './answers.ts'
import { CHAPTERS } from './chapters.ts'
import { type Specimen, slugOf } from './specimen.tsx'
import { WorldAt } from './world.tsx'
import './styleguide.css'

const LOOKS = ['light', 'dark'] as const
type Look = (typeof LOOKS)[number]

/** Every component in every state, light beside dark. For developers: it is no part of a build, and says its few words in English. */
export function Styleguide() {
  const isSilent = useSilence()
  return (
    <div className="styleguide">
      <title>Style guide · Snug</title>
      <h1>Style guide</h1>
      <nav aria-label="Folders">
        {CHAPTERS.map(({ folder }) => (
          <a key={folder} href={`#in-${folder}`}>
            {folder}
          </a>
        ))}
      </nav>
      {isSilent &&
        CHAPTERS.map(({ folder, specimens }) => (
          <section key={folder} id={`in-${folder}`} aria-labelledby={`${folder}-title`}>
            <h2 id={`${folder}-title`}>{folder}</h2>
            {specimens.map((specimen) => (
              <SpecimenView key={specimen.name} folder={folder} specimen={specimen} />
            ))}
          </section>
        ))}
    </div>
  )
}

/** The house is asked for nothing from here. */
function useSilence(): boolean {
  const [isSilent, setSilent] = useState(false)
  useEffect(() => {
    const speak = answerWith(undefined)
    setSilent(true)
    return speak
  }, [])
  return isSilent
}

function SpecimenView({ folder, specimen }: { folder: string; specimen: Specimen }) {
  const { name, frame, wide } = specimen
  const slug = slugOf(name)
  return (
    <section id={`${folder}-${slug}`} className="specimen" aria-label={name}>
      <h3>
        <a href={`#${folder}-${slug}`}>{name}</a>
      </h3>
      <div className="specimen-looks" data-wide={wide}>
        {LOOKS.map((look) =>
          frame ? (
            <Window
              key={look}
              title={`${name}, ${look}`}
              address={`/styleguide/${folder}/${slug}?look=${look}`}
              height={frame}
            />
          ) : (
            <Pane key={look} look={look} specimen={specimen} />
          ),
        )}
      </div>
    </section>
  )
}

function Pane({ look, specimen: { draw, at, prime } }: { look: Look; specimen: Specimen }) {
  return (
    <div className="specimen-pane" data-look={look}>
      <WorldAt at={at} prime={prime}>
        {draw}
      </WorldAt>
    </div>
  )
}

interface WindowProps {
  title: string
  address: string
  /** In px. */
  height: number
}

/** A window into a page of its own. Each is as heavy as Snug itself, so that only those near the screen are open. */
function Window({ title, address, height }: WindowProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: '200px',
    })
    if (place.current) observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className="specimen-window" style={{ height }}>
      {isNear && <iframe title={title} src={address} />}
    </div>
  )
}
