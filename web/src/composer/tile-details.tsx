import { MAX_ALT, MAX_CAPTION } from '@snug/contracts'
import { ArrowLeft, ArrowRight, ChevronLeft, ChevronRight, RotateCw, Trash2, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Preview } from '../photos/preview.tsx'
import { canTurn } from '../photos/turn/turn.ts'
import { kindOf, type TrayPicture } from '../posts/tray.ts'
import { isTouch } from '../ui/is-touch.ts'
import { Pop } from '../ui/pop.tsx'
import { TurningNote } from './turning-note.tsx'
import type { Tile } from './use-tiles.ts'
import type { Turning } from './use-turning.ts'
import { WordsField } from './words-field.tsx'
import './tile-details.css'

/** What of a picture is looked at. */
export type At = 'picture' | 'caption' | 'alt'

interface TileDetailsProps {
  tile: Tile
  at: At
  opener: RefObject<HTMLElement | null>
  turning: Turning
  onWrite: (words: Partial<Pick<TrayPicture, 'alt' | 'caption'>>) => void
  onMove: (by: -1 | 1) => void
  /** To the picture before or after this one. */
  onWalk: (by: -1 | 1) => void
  onRemove: () => void
  onSend: () => void
  onClose: () => void
}

/** One picture of the tray, large enough to be described and turned: its words, its place, and the way to its neighbours. */
export function TileDetails(props: TileDetailsProps) {
  const { tile, at, opener, turning, onWrite, onMove, onWalk, onRemove, onSend, onClose } = props
  const { id, picture, place, count } = tile
  const { t } = useTranslation('composer')
  const [caption, alt] = [useRef<HTMLTextAreaElement>(null), useRef<HTMLTextAreaElement>(null)]
  const title = t('tray.picture', { at: place + 1, count })
  // biome-ignore lint/correctness/useExhaustiveDependencies: also when another picture is looked at
  useEffect(() => {
    if (at === 'alt') alt.current?.focus()
    else if (!isTouch()) caption.current?.focus() // there the keyboard would hide the picture
  }, [at, id])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.code === 'KeyA' && event.altKey) alt.current?.focus()
    else if (event.code === 'KeyR' && event.altKey) turning.turn(id)
    else if (event.key !== 'Enter' || !(event.target instanceof HTMLTextAreaElement)) return
    else if (event.ctrlKey || event.metaKey) onSend()
    else if (event.target === caption.current) alt.current?.focus()
    else onClose()
    event.preventDefault()
  }
  return (
    <Pop label={title} opener={opener} placement="top start" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the fields in it have the focus */}
      <div className="tile-details" onKeyDown={onKeyDown}>
        <header>
          <WalkButton label={t('tray.previous')} isDisabled={place === 0} onPress={() => onWalk(-1)}>
            <ChevronLeft />
          </WalkButton>
          <h2 aria-live="polite">{title}</h2>
          <WalkButton label={t('tray.next')} isDisabled={place === count - 1} onPress={() => onWalk(1)}>
            <ChevronRight />
          </WalkButton>
          <button type="button" className="icon-button tile-close" aria-label={t('tray.close')} onClick={onClose}>
            <X />
          </button>
        </header>
        <div className="tile-face">
          <Preview key={id} file={picture.file} alt="" kind={kindOf(picture.file)} />
          {canTurn(picture.file) && (
            <button type="button" className="button small tile-turn" onClick={() => turning.turn(id)}>
              <RotateCw aria-hidden /> {t('tray.turn')}
            </button>
          )}
        </div>
        {picture.refusal ? (
          <p className="tile-refusal">{picture.refusal}</p>
        ) : (
          <div className="tile-fields">
            <WordsField
              label={t('tray.caption')}
              hint={t('tray.captionHint')}
              most={MAX_CAPTION}
              box={caption}
              value={picture.caption}
              onChange={(words) => onWrite({ caption: words })}
            />
            <WordsField
              label={t('tray.description')}
              hint={t('tray.descriptionHint')}
              most={MAX_ALT}
              box={alt}
              value={picture.alt}
              onChange={(words) => onWrite({ alt: words })}
            />
          </div>
        )}
        <footer>
          <TurningNote {...turning} />
          <button type="button" className="button small" disabled={place === 0} onClick={() => onMove(-1)}>
            <ArrowLeft aria-hidden /> {t('tray.moveEarlier')}
          </button>
          <button type="button" className="button small" disabled={place === count - 1} onClick={() => onMove(1)}>
            {t('tray.moveLater')} <ArrowRight aria-hidden />
          </button>
          <button type="button" className="button small danger" onClick={onRemove}>
            <Trash2 aria-hidden /> {t('tray.removeIt')}
          </button>
        </footer>
      </div>
    </Pop>
  )
}

interface WalkButtonProps {
  label: string
  isDisabled: boolean
  onPress: () => void
  children: React.ReactNode
}

function WalkButton({ label, isDisabled, onPress, children }: WalkButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={label} disabled={isDisabled} onClick={onPress}>
      {children}
    </button>
  )
}
