import { MAX_TEXT, type Room } from '@snug/contracts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AddButtons } from '../../composer/add-buttons.tsx'
import { Composer } from '../../composer/composer.tsx'
import { DropZone } from '../../composer/drop-zone.tsx'
import { LeftOutNote } from '../../composer/left-out-note.tsx'
import { MentionList } from '../../composer/mention-list.tsx'
import { ObstacleNote } from '../../composer/obstacle-note.tsx'
import { ReplyBanner } from '../../composer/reply-banner.tsx'
import { TileDetails } from '../../composer/tile-details.tsx'
import { TrayFoot } from '../../composer/tray-foot.tsx'
import { TurningNote } from '../../composer/turning-note.tsx'
import { useAdding } from '../../composer/use-adding.ts'
import { WordsField } from '../../composer/words-field.tsx'
import { type TrayPicture, withFiles } from '../../posts/tray.ts'
import { press } from './acts.ts'
import { message } from './samples/messages.ts'
import { ben, layla, PEOPLE } from './samples/people.ts'
import { photos, file as pictureFile, trayPicture } from './samples/photos.ts'
import { arabic, lake, mine } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import type { Prime } from './world.tsx'

const At = ({ room }: { room: Room }) => <Composer room={room} adding={useAdding(room.id)} />

const compose = (name: string, prime?: Prime, room = lake): Specimen => ({
  name: `Composer: ${name}`,
  frame: 110,
  ...(prime && { prime }),
  draw: (
    <div style={{ marginTop: 'auto' }}>
      <At room={room} />
    </div>
  ),
})

const written =
  (text: string): Prime =>
  ({ desk }) =>
    desk.drafts.of(lake.id).set({ text, tray: [] })

const WORDS: readonly Partial<TrayPicture>[] = [
  { caption: 'Six in the morning' },
  { alt: 'Hills in the fog' },
  {},
  {},
  {},
]

const filled: Prime = async ({ desk }) => {
  const tray = await Promise.all(WORDS.map((words, at) => trayPicture(at, words)))
  desk.drafts.of(lake.id).set({ text: '', tray })
}
/** A kind nobody opens, an empty file, and a picture that this browser cannot draw. */
const refused: Prime = async ({ desk }) => {
  const files = [
    new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' }),
    new File([], 'empty.jpg', { type: 'image/jpeg' }),
    new File(['heic'], 'IMG_0042.HEIC'),
    await pictureFile(1),
  ]
  desk.drafts.of(lake.id).set({ text: '', tray: withFiles([], files) })
}

const answering =
  (seq: number): Prime =>
  ({ desk, feeds }) => {
    const items = [
      message(1, { authorId: ben.id, text: 'Who is in for a swim on Saturday? The water has 19° already.' }),
      message(2, { authorId: layla.id, photos: photos(3) }),
    ]
    feeds.of(lake.id)
    feeds.apply(lake.id, { type: 'page', items, reachedStart: true, reachedEnd: true, revision: 0 })
    desk.drafts.of(lake.id).set({ text: '', tray: [], replyTo: seq })
  }

const Banner = ({ seq }: { seq: number }) => <ReplyBanner roomId={lake.id} seq={seq} onClose={nothing} />

function Details({ refusal }: { refusal?: string }) {
  const opener = useRef<HTMLButtonElement>(null)
  const [picture, setPicture] = useState<TrayPicture>()
  useEffect(() => {
    void trayPicture(3, { caption: 'Six in the morning', ...(refusal && { refusal }) }).then(setPicture)
  }, [refusal])
  return (
    <div style={{ marginTop: 'auto' }}>
      <button ref={opener} type="button" className="button">
        Opener
      </button>
      {picture && (
        <TileDetails
          tile={{ id: picture.id, picture, place: 1, count: 3 }}
          at="picture"
          opener={opener}
          turning={{ turn: nothing, said: '', failed: false }}
          {...{
            onWrite: nothing,
            onMove: nothing,
            onWalk: nothing,
            onRemove: nothing,
            onSend: nothing,
            onClose: nothing,
          }}
        />
      )}
    </div>
  )
}

function Foot({ refused }: { refused: number }) {
  const [tray, setTray] = useState<TrayPicture[]>([])
  useEffect(() => {
    const refusal = { refusal: 'Not a picture.' }
    void Promise.all([0, 1, 2].map((at) => trayPicture(at, at < refused ? refusal : {}))).then(setTray)
  }, [refused])
  return <TrayFoot tray={tray} />
}

function Words({ value }: { value: string }) {
  const box = useRef<HTMLTextAreaElement>(null)
  return <WordsField label="Caption" hint="Everybody reads it" most={500} {...{ box, value, onChange: nothing }} />
}

const Buttons = () => <AddButtons adding={useAdding(lake.id)} />

/** What a browser tells of a drag that has files. */
async function drag(): Promise<void> {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([''], 'lake.jpg', { type: 'image/jpeg' }))
  const tell = () =>
    document
      .querySelector('.drop-zone > *')
      ?.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
  tell()
  setInterval(tell, 300) // as long as it is held there
}

const Wide = ({ children }: { children: ReactNode }) => <div style={{ minHeight: 400, flex: 1 }}>{children}</div>

const Names = () => <MentionList id="names" offered={PEOPLE} at={1} onChoose={nothing} />

export const composer: readonly Specimen[] = [
  compose('empty', undefined, mine),
  compose('from right to left', undefined, arabic),
  compose('words', written('Who brings the **towels**?')),
  { ...compose('several lines', written('Towels\nBread\nSun cream\nThe key')), frame: 320 },
  { ...compose('little is left', written('a'.repeat(MAX_TEXT - 20))), frame: 420 },
  { ...compose('too long', written('a'.repeat(MAX_TEXT + 20))), frame: 420 },
  { ...compose('an answer', answering(1)), frame: 160 },
  { ...compose('with a tray', filled), frame: 320 },
  { ...compose('with a tray, on a desk', filled), frame: 320, wide: true },
  { ...compose('with what is refused', refused), frame: 320 },
  { name: 'ReplyBanner: to words', prime: answering(1), draw: <Banner seq={1} /> },
  { name: 'ReplyBanner: to pictures', prime: answering(2), draw: <Banner seq={2} /> },
  { name: 'ReplyBanner: to what is not known', prime: answering(2), draw: <Banner seq={77} /> },
  {
    name: 'MentionList: the second is lit',
    draw: (
      <div style={{ position: 'relative', height: 280 }}>
        <div style={{ position: 'absolute', insetBlockEnd: 0, insetInline: 0 }}>
          <Names />
        </div>
      </div>
    ),
  },
  { name: 'LeftOutNote', draw: <LeftOutNote leftOut={{ skipped: 3, tooMany: 12 }} onClose={nothing} /> },
  {
    name: 'ObstacleNote: little is left, too long, too many words about pictures',
    draw: (
      <>
        <Note text={'a'.repeat(MAX_TEXT - 20)} />
        <Note obstacle="tooLong" text={'a'.repeat(MAX_TEXT + 20)} />
        <Note obstacle="tooManyWords" text="" />
      </>
    ),
  },
  { name: 'AddButtons: on a phone a camera too', frame: 70, draw: <Buttons /> },
  {
    name: 'TrayFoot: all can be sent, some, none',
    draw: [0, 1, 3].map((count) => <Foot key={count} refused={count} />),
  },
  {
    name: 'TrayFoot: what became of the location',
    frame: 320,
    draw: <Foot refused={0} />,
    act: () => press('Location removed'),
  },
  { name: 'TurningNote: it failed', draw: <TurningNote said="This picture cannot be turned here." failed /> },
  { name: 'TileDetails: on a phone', frame: 720, draw: <Details /> },
  { name: 'TileDetails: on a desk', frame: 620, wide: true, draw: <Details /> },
  {
    name: 'TileDetails: refused',
    frame: 480,
    draw: <Details refusal="This is not a picture. Choose a JPEG, PNG or WebP." />,
  },
  {
    name: 'WordsField: a hint, and little is left',
    draw: (
      <>
        <Words value="" />
        <Words value={'a'.repeat(480)} />
      </>
    ),
  },
  {
    name: 'DropZone: something is dragged over the room',
    frame: 420,
    draw: (
      <DropZone room={mine} onDrop={nothing}>
        <Wide>What was said.</Wide>
      </DropZone>
    ),
    act: drag,
  },
]

function Note(props: { obstacle?: 'tooLong' | 'tooManyWords'; text: string }) {
  return <ObstacleNote id={props.obstacle ?? 'left'} obstacle={props.obstacle} text={props.text} />
}
