import { MAX_ALT, MAX_CAPTION, MAX_PHOTO_WORDS } from '@snug/contracts'
import { ArrowLeft, ArrowRight, MapPinOff, X } from 'lucide-react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { Preview } from '../photos/preview.tsx'
import { kindOf, moved, saysTooMuch, sumOf, type TrayPicture, without } from '../posts/tray.ts'
import { keepFocus, passFocus } from '../ui/order.ts'
import './tray.css'

interface TrayProps {
  tray: readonly TrayPicture[]
  onChange: (tray: TrayPicture[]) => void
  onSend: () => void
}

/** The pictures of the next message: in order, each with its words, a way out and a way along. */
export function Tray({ tray, onChange, onSend }: TrayProps) {
  const write = (id: string, words: Partial<TrayPicture>) =>
    onChange(tray.map((picture) => (picture.id === id ? { ...picture, ...words } : picture)))
  return (
    <>
      <ul className="tray" aria-label="Pictures to send">
        {tray.map((picture, place) => (
          <li key={picture.id} className="tray-tile" data-refused={picture.refusal ? true : undefined}>
            <TileButtons
              place={place}
              count={tray.length}
              onMove={(by) => onChange(moved(tray, picture.id, by))}
              onRemove={() => onChange(without(tray, picture.id))}
            />
            <div className="tray-picture">
              <Preview src={picture.preview} alt={picture.alt || `Picture ${place + 1}`} kind={kindOf(picture.file)} />
            </div>
            {picture.refusal ? (
              <p role="alert">{picture.refusal}</p>
            ) : (
              <TileWords
                picture={picture}
                place={place}
                onWrite={(words) => write(picture.id, words)}
                onSend={onSend}
              />
            )}
          </li>
        ))}
      </ul>
      <TrayFoot tray={tray} />
    </>
  )
}

interface TileWordsProps {
  picture: TrayPicture
  place: number
  onWrite: (words: Partial<TrayPicture>) => void
  onSend: () => void
}

function TileWords({ picture, place, onWrite, onSend }: TileWordsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) onSend()
  }
  return (
    <>
      <input
        aria-label={`Caption of picture ${place + 1}`}
        placeholder="Caption"
        maxLength={MAX_CAPTION}
        dir="auto"
        value={picture.caption}
        onChange={(event) => onWrite({ caption: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <input
        aria-label={`Describe picture ${place + 1}`}
        placeholder="Describe it"
        title="For those who cannot see it"
        maxLength={MAX_ALT}
        dir="auto"
        value={picture.alt}
        onChange={(event) => onWrite({ alt: event.target.value })}
        onKeyDown={onKeyDown}
      />
    </>
  )
}

interface TileButtonsProps {
  place: number
  count: number
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function TileButtons({ place, count, onMove, onRemove }: TileButtonsProps) {
  const name = `picture ${place + 1}`
  const move = (by: -1 | 1) => (event: MouseEvent<HTMLButtonElement>) => {
    onMove(by)
    keepFocus(event.currentTarget)
  }
  const remove = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    passFocus(currentTarget, '.tray')
    onRemove()
  }
  return (
    <div className="tray-buttons">
      <button type="button" aria-label={`Move ${name} left`} disabled={place === 0} onClick={move(-1)}>
        <ArrowLeft />
      </button>
      <button type="button" aria-label={`Move ${name} right`} disabled={place === count - 1} onClick={move(1)}>
        <ArrowRight />
      </button>
      <button type="button" name="remove" aria-label={`Remove ${name}`} onClick={remove}>
        <X />
      </button>
    </div>
  )
}

/** What is sent, and what is taken out of it. */
function TrayFoot({ tray }: { tray: readonly TrayPicture[] }) {
  return (
    <div className="tray-foot">
      <details>
        <summary>
          <span className="badge">
            <MapPinOff aria-hidden /> Location removed
          </span>
        </summary>
        <p>
          The place, the camera and other hidden data are removed before anybody sees a picture. Nobody else gets your
          original.
        </p>
      </details>
      <span className="muted">{sumOf(tray)}</span>
      {saysTooMuch(tray) && (
        <p role="alert" className="tray-warning">
          Captions and descriptions are too long together: {MAX_PHOTO_WORDS.toLocaleString()} characters fit. Shorten
          some.
        </p>
      )}
    </div>
  )
}
