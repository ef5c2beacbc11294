import { useRef, useState } from 'react'
import { EmojiButton } from '../../emoji/emoji-button.tsx'
import EmojiPicker from '../../emoji/emoji-picker.tsx'
import { EmojiTones } from '../../emoji/emoji-tones.tsx'
import type { Tone } from '../../emoji/taste.ts'
import { write } from './acts.ts'
import { nothing, type Specimen } from './specimen.tsx'

function Open() {
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <div style={{ marginTop: 'auto' }}>
      <button ref={opener} type="button" className="button">
        Opener
      </button>
      <EmojiPicker label="Add a reaction" opener={opener} onPick={nothing} onClose={nothing} />
    </div>
  )
}

function Tones() {
  const [tone, setTone] = useState<Tone>('medium')
  return <EmojiTones tone={tone} onChoose={setTone} />
}

const search = (words: string) => () => write('.emoji-search', words)

export const emoji: readonly Specimen[] = [
  { name: 'EmojiButton', draw: <EmojiButton label="Add an emoji" onPick={nothing} /> },
  { name: 'EmojiTones: one is chosen', draw: <Tones /> },
  { name: 'EmojiPicker: on a phone', frame: 520, draw: <Open /> },
  { name: 'EmojiPicker: on a desk', frame: 520, wide: true, draw: <Open /> },
  { name: 'EmojiPicker: found', frame: 520, draw: <Open />, act: search('boat') },
  { name: 'EmojiPicker: nothing found', frame: 520, draw: <Open />, act: search('qqqq') },
]
