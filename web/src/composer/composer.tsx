import { MAX_TEXT, type Room } from '@snug/contracts'
import { ImagePlus, SendHorizontal } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useDraft, useSend } from '../posts/desk.tsx'
import { saysTooMuch, type TrayPicture, withFiles } from '../posts/tray.ts'
import { useHouse } from '../session/house.tsx'
import { Tray } from './tray-view.tsx'
import './composer.css'

/** Some systems do not know these three for pictures. */
const ACCEPT = 'image/*,.heic,.heif,.avif'

/** Where one writes: text, pictures, and the button that sends both as one message. */
export function Composer({ room }: { room: Room }) {
  const { live } = useHouse()
  const draft = useDraft(room.id)
  const { text, tray } = useSyncExternalStore(draft.subscribe, draft.get)
  const send = useSend(room.id)
  const box = useRef<HTMLTextAreaElement>(null)
  useGrowing(box, text)

  const setText = (next: string) => {
    draft.set({ ...draft.get(), text: next })
    if (next) live.typing(room.id)
  }
  const setTray = (next: readonly TrayPicture[]) => draft.set({ ...draft.get(), tray: next })
  const addFiles = (files: readonly File[]) => files.length > 0 && setTray(withFiles(tray, files))
  const onPaste = (event: ClipboardEvent) => {
    const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'))
    if (pictures.length === 0) return
    event.preventDefault()
    addFiles(pictures)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    if (isTouch() && !event.ctrlKey && !event.metaKey) return // there the button sends, and Enter is a new line
    event.preventDefault()
    send()
  }
  const nothing = (!text.trim() && !tray.some((picture) => !picture.refusal)) || saysTooMuch(tray)

  return (
    <form
      className="composer"
      aria-label={`Write in ${room.name}`}
      onSubmit={(event) => {
        event.preventDefault()
        send()
        box.current?.focus()
      }}
    >
      {tray.length > 0 && <Tray tray={tray} onChange={setTray} onSend={send} />}
      <div className="composer-line">
        <PickButton onPick={addFiles} />
        <textarea
          id="composer"
          ref={box}
          aria-label="Message"
          placeholder={`Message ${room.name}`}
          rows={1}
          maxLength={MAX_TEXT}
          dir="auto"
          enterKeyHint={isTouch() ? 'enter' : 'send'}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="icon-button send-button" aria-label="Send" disabled={nothing}>
          <SendHorizontal />
        </button>
      </div>
    </form>
  )
}

function PickButton({ onPick }: { onPick: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPT}
        aria-label="Pictures"
        onChange={(event) => {
          onPick([...(event.target.files ?? [])])
          event.target.value = '' // the same picture may be chosen again
        }}
      />
      <button type="button" className="icon-button" aria-label="Add pictures" onClick={() => input.current?.click()}>
        <ImagePlus />
      </button>
    </>
  )
}

/** As high as the text, within what the style sheet allows. */
function useGrowing(box: { current: HTMLTextAreaElement | null }, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [box, text])
}

const isTouch = () => matchMedia('(pointer: coarse)').matches
