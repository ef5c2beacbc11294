import { MAX_ALT } from '@snug/contracts'
import { ArrowLeft, ArrowRight, X } from 'lucide-react'
import { Preview } from './preview.tsx'
import { moved, type TrayPicture, without } from './tray.ts'
import './tray.css'

interface TrayProps {
  tray: readonly TrayPicture[]
  onChange: (tray: TrayPicture[]) => void
  onSend: () => void
}

/** The pictures of the next message: in order, each with a description, a way out and a way along. */
export function Tray({ tray, onChange, onSend }: TrayProps) {
  const describe = (id: string, alt: string) =>
    onChange(tray.map((picture) => (picture.id === id ? { ...picture, alt } : picture)))
  return (
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
            <Preview src={picture.preview} alt={picture.alt || `Picture ${place + 1}`} />
          </div>
          {picture.refusal ? (
            <p role="alert">{picture.refusal}</p>
          ) : (
            <input
              aria-label={`Describe picture ${place + 1}`}
              placeholder="Describe it"
              maxLength={MAX_ALT}
              value={picture.alt}
              onChange={(event) => describe(picture.id, event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                if (event.ctrlKey || event.metaKey) onSend()
              }}
            />
          )}
        </li>
      ))}
    </ul>
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
  return (
    <div className="tray-buttons">
      <button type="button" aria-label={`Move ${name} left`} disabled={place === 0} onClick={() => onMove(-1)}>
        <ArrowLeft />
      </button>
      <button type="button" aria-label={`Move ${name} right`} disabled={place === count - 1} onClick={() => onMove(1)}>
        <ArrowRight />
      </button>
      <button type="button" aria-label={`Remove ${name}`} onClick={onRemove}>
        <X />
      </button>
    </div>
  )
}
