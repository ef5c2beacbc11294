import { Pause, Play } from 'lucide-react'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lessMotion } from '../ui/motion.ts'
import './animation.css'

/** What moves by itself stops after this long (WCAG 2.2.2). */
const PLAYS_MS = 5_000

interface AnimationProps extends ComponentProps<'img'> {
  /** Only its first picture is drawn. */
  still: boolean
}

/** A picture that moves: for a few seconds, and then when one wants it to. Who wants less motion sees it still at first. */
export function Animation({ still: isStill, alt = '', onLoad, ...image }: AnimationProps) {
  const { t } = useTranslation('photos')
  const [state, setState] = useState<'still' | 'shown' | 'asked'>(() => (lessMotion() ? 'still' : 'shown'))
  const [loaded, setLoaded] = useState(false)
  const still = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (isStill || state !== 'shown' || !loaded) return
    const timer = setTimeout(() => setState('still'), PLAYS_MS)
    return () => clearTimeout(timer)
  }, [isStill, state, loaded])
  const plays = !isStill && state !== 'still'
  return (
    <>
      <img
        {...image}
        alt={alt}
        data-still={!plays || undefined}
        onLoad={(event) => {
          drawFirst(event.currentTarget, still.current)
          setLoaded(true)
          onLoad?.(event)
        }}
      />
      <canvas
        ref={still}
        className={image.className}
        data-shown="at-once"
        hidden={plays}
        {...(alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true })}
      />
      {loaded && !isStill && (
        <button
          type="button"
          className="animation-button"
          aria-label={t(plays ? 'stop' : 'play')}
          onClick={() => setState(plays ? 'still' : 'asked')}
        >
          {plays ? <Pause /> : <Play />}
        </button>
      )}
    </>
  )
}

/** A canvas takes the first picture of an animation. */
function drawFirst(image: HTMLImageElement, canvas: HTMLCanvasElement | null): void {
  if (!canvas) return
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  canvas.getContext('2d')?.drawImage(image, 0, 0)
}
