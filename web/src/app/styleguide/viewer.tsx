import { Problem } from '@snug/contracts'
import { picturesAround } from '../../photos/room-pictures.ts'
import { Info } from '../../viewer/info.tsx'
import { SlideImage } from '../../viewer/slide-image.tsx'
import { CopyButton, DownloadButton, InfoButton } from '../../viewer/tools.tsx'
import { Viewer } from '../../viewer/viewer.tsx'
import { OpenViewer } from '../../viewer/viewer-screen.tsx'
import { press } from './acts.ts'
import { message } from './samples/messages.ts'
import { juergen } from './samples/people.ts'
import { missing, photo, photos } from './samples/photos.ts'
import { lake, mine } from './samples/rooms.ts'
import { Line, nothing, type Specimen } from './specimen.tsx'
import type { Prime } from './world.tsx'

const said = message(5, {
  authorId: juergen.id,
  photos: [
    photo(1, { caption: 'Six in the morning, nobody else awake', alt: 'Hills in the fog' }),
    ...photos(4).slice(1),
    missing,
  ],
})
const slides = said.photos.map((picture) => ({ photo: picture, message: said }))
const [first = { photo: photo(1), message: said }] = slides

const at = (place: number, notice: React.ReactNode = null) => (
  <Viewer slides={slides} at={place} room={mine} address="/r" notice={notice} onView={nothing} onClose={nothing} />
)

const known: Prime = ({ queries }) =>
  void queries.setQueryData(picturesAround(lake.id, said.seq).queryKey, {
    pages: [{ items: [said], next: null, prev: null, revision: 0 }],
    pageParams: [{ after: said.seq - 1 }],
  })

const opened = { roomId: lake.id, seq: said.seq, photoId: first.photo.id }

export const viewer: readonly Specimen[] = [
  { name: 'Viewer: a picture with a caption', frame: 560, draw: at(0) },
  { name: 'Viewer: on a desk', frame: 600, wide: true, draw: at(1) },
  { name: 'Viewer: what there is to know', frame: 640, draw: at(0), act: () => press('About this picture') },
  {
    name: 'Viewer: what there is to know, on a desk',
    frame: 600,
    wide: true,
    draw: at(0),
    act: () => press('About this picture'),
  },
  { name: 'Viewer: a picture that does not come', frame: 480, draw: at(4) },
  { name: 'OpenViewer: at its address', frame: 520, prime: known, draw: <OpenViewer {...opened} /> },
  {
    name: 'OpenViewer: it is gone',
    frame: 420,
    prime: known,
    draw: <OpenViewer {...opened} photoId={photo(55).id} />,
  },
  { name: 'OpenViewer: loading', frame: 420, draw: <OpenViewer {...opened} /> },
  {
    name: 'OpenViewer: failed',
    frame: 420,
    answer: new Problem('room_not_found'),
    draw: <OpenViewer {...opened} />,
  },
  { name: 'Info', frame: 560, draw: <Info shown={first} room={mine} onClose={nothing} /> },
  {
    name: 'SlideImage',
    draw: <SlideImage shown={first} room={{ width: 300, height: 300 }} zoom={1} />,
  },
  {
    name: 'InfoButton, DownloadButton, CopyButton',
    draw: (
      <Line>
        <InfoButton shown disabled={false} onClick={nothing} />
        <InfoButton shown={false} disabled onClick={nothing} />
        <DownloadButton disabled={false} onClick={nothing} />
        <CopyButton address="/r" say={nothing} />
      </Line>
    ),
  },
]
