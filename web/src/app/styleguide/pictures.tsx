import { PhotoGrid } from '../../photos/photo-grid.tsx'
import { samplePhoto } from './samples.ts'
import { State } from './state.tsx'

const COUNTS = [1, 2, 3, 4, 5, 12]

/** Posts of one picture and of many; places that wait, and one that failed. */
export function Pictures() {
  return (
    <>
      {COUNTS.map((count) => (
        <State key={count} name={`${count} on their way`}>
          <PhotoGrid photos={Array.from({ length: count }, (_, at) => samplePhoto(at + 1))} author="Ada" />
        </State>
      ))}
      <State name="Failed, and one with a caption">
        <PhotoGrid photos={[samplePhoto(1, { state: 'failed', problem: 'unsupported_photo' })]} author="Ada" />
        <PhotoGrid photos={[samplePhoto(2, { caption: 'Six in the morning' })]} author="Ada" />
      </State>
    </>
  )
}
