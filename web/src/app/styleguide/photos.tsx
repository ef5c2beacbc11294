import type { ClientId } from '@snug/contracts'
import { useEffect, useState } from 'react'
import { Animation } from '../../photos/animation.tsx'
import { PhotoGrid } from '../../photos/photo-grid.tsx'
import { PhotoImage } from '../../photos/photo-image.tsx'
import { PhotoTile } from '../../photos/photo-tile.tsx'
import { Preview } from '../../photos/preview.tsx'
import { photoUrl } from '../../photos/sources.ts'
import { TileFace, UnderWay } from '../../photos/tile-face.tsx'
import type { PictureState, PictureUnderWay } from '../../posts/picture.ts'
import { clientId, message, post } from './samples/messages.ts'
import { file, missing, photo, photos as pictures, underWay } from './samples/photos.ts'
import { Line, type Specimen } from './specimen.tsx'

const COUNTS = [1, 2, 3, 4, 5, 12]
const of = message(1)

const grids: readonly Specimen[] = COUNTS.map((count) => ({
  name: `PhotoGrid: ${count}`,
  draw: <PhotoGrid photos={pictures(count)} author="Ada" message={of} />,
}))

/** Where nobody here says what lies on it. */
const Tile = ({ picture = photo(1) }) => (
  <div className="styleguide-tile">
    <PhotoTile photo={picture} author="Ada" sizes="240px" />
  </div>
)

const STATES: readonly [PictureState, Partial<PictureUnderWay>][] = [
  ['waiting', {}],
  ['sending', { progress: 0.4 }],
  ['sent', { progress: 1 }],
  ['failed', { progress: 1, reason: 'This is not a picture we can open.' }],
  ['leaving', {}],
]

function Chosen({ name, kind, type = 'image/jpeg' }: { name: string; kind: string; type?: string }) {
  const [chosen, setChosen] = useState<File>()
  useEffect(() => {
    void file(2, name).then((drawn) => setChosen(type === drawn.type ? drawn : new File(['?'], name, { type })))
  }, [name, type])
  return <div className="styleguide-tile">{chosen && <Preview file={chosen} alt="A picture" kind={kind} />}</div>
}

export const photos: readonly Specimen[] = [
  ...grids,
  {
    name: 'PhotoGrid: a panorama, a tower, one with few pixels, one with a caption',
    draw: (
      <>
        <PhotoGrid photos={[photo(1, { width: 4000, height: 900 })]} author="Ada" message={of} />
        <PhotoGrid photos={[photo(2, { width: 700, height: 2400 })]} author="Ada" message={of} />
        <PhotoGrid photos={[photo(3, { width: 120, height: 90 })]} author="Ada" message={of} />
        <PhotoGrid
          photos={[photo(4, { caption: 'Six in the morning, nobody else awake' })]}
          author="Ada"
          message={of}
        />
      </>
    ),
  },
  {
    name: 'PhotoGrid: two with captions of their own',
    draw: <PhotoGrid photos={pictures(2, { caption: 'صباح الخير' })} author="Ada" message={of} />,
  },
  {
    name: 'PhotoGrid: on their way from somebody else, and failed',
    draw: (
      <>
        <PhotoGrid photos={pictures(3, { state: 'pending', thumbhash: '' })} author="Ben" />
        <PhotoGrid photos={[photo(1, { state: 'failed', problem: 'unsupported_photo' })]} author="Ben" />
      </>
    ),
  },
  {
    name: 'PhotoTile: ready, on its way, failed',
    draw: (
      <Line>
        <Tile />
        <Tile picture={photo(2, { state: 'pending' })} />
        <Tile picture={photo(3, { state: 'failed', problem: 'photo_too_large' })} />
      </Line>
    ),
  },
  {
    name: 'PhotoImage: ready, and one that does not come',
    draw: (
      <Line>
        {[photo(5), missing].map((picture) => (
          <div key={picture.id} className="styleguide-tile">
            <PhotoImage photo={picture} sizes="240px" alt="A lake" />
          </div>
        ))}
      </Line>
    ),
  },
  {
    name: 'Animation: plays for some seconds, then when one wants it to',
    draw: (
      <div className="styleguide-tile">
        <Animation src={photoUrl(photo(6), 'medium')} still={false} className="photo-image" alt="A boat that rocks" />
      </div>
    ),
  },
  {
    name: 'TileFace: a caption, and what stands behind the fifth',
    draw: (
      <Line>
        {[[], pictures(7)].map((behind) => (
          <div key={behind.length} className="styleguide-tile">
            <PhotoImage photo={photo(7)} sizes="240px" alt="" />
            <TileFace
              photo={photo(7)}
              name="picture 1"
              label="Open picture"
              behind={behind}
              message={of}
              caption="Six in the morning, nobody else awake"
            />
          </div>
        ))}
      </Line>
    ),
  },
  ...STATES.map(
    ([state, more], at): Specimen => ({
      name: `UnderWay: ${state}`,
      prime: async ({ desk }) => {
        const picture = await underWay(20 + at, clientId(20 + at), state, more)
        desk.posts.list.add(post(20 + at, { pictures: [picture] }))
      },
      draw: <Sent at={20 + at} id={clientId(20 + at)} state={state} more={more} />,
    }),
  ),
  {
    name: 'Preview: a picture, and what this browser cannot draw',
    draw: (
      <Line>
        <Chosen name="lake.jpg" kind="JPG" />
        <Chosen name="IMG_1.HEIC" kind="HEIC" type="image/heic" />
      </Line>
    ),
  },
]

interface SentProps {
  at: number
  id: ClientId
  state: PictureState
  more: Partial<PictureUnderWay>
}

/** A tile of mine, with what lies on it. */
function Sent({ at, id, state, more }: SentProps) {
  const [picture, setPicture] = useState<PictureUnderWay>()
  useEffect(() => {
    void underWay(at, id, state, more).then(setPicture)
  }, [at, id, state, more])
  if (!picture?.photo) return null
  return (
    <div className="styleguide-tile">
      <PhotoTile photo={picture.photo} author="Ada" sizes="240px" />
      <UnderWay picture={picture} name="picture 1" />
    </div>
  )
}
