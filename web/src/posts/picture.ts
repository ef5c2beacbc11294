import {
  type ClientId,
  type Photo,
  type PhotoId,
  Problem,
  type ProblemCode,
  type ProfileId,
  type RoomId,
  type Seq,
  type Upload,
} from '@snug/contracts'

/** A picture chosen to be sent. */
export interface Picture {
  id: string
  file: File
  /** A blob: address to draw it from. */
  preview: string
  alt: string
  caption: string
}

export interface Size {
  width: number
  height: number
}

/** `sent`: its bytes are there and are looked at. `leaving`: it was given up, and the house is being told. */
export type PictureState = 'waiting' | 'sending' | 'sent' | 'ready' | 'failed' | 'leaving'

export interface PictureUnderWay extends Picture {
  /** The post it is of. */
  clientId: ClientId
  /** Of its place, chosen here: who asks for the place again, not having heard the answer, gets the same. */
  photoId: PhotoId
  state: PictureState
  /** 0 to 1. */
  progress: number
  /** Undefined as long as it is not known, or for good where this browser cannot open it. */
  size?: Size | undefined
  /** Its place in the message, once that is kept. */
  photo?: Photo
  /** Where its bytes go. */
  url?: string | null
  reason?: string
  /** What its message says of an earlier try: as long as it says just that, it may be no news. */
  verdict?: ProblemCode | undefined
}

/** A message of mine with pictures on their way, from the moment of sending until all of them are there. */
export interface Post {
  clientId: ClientId
  roomId: RoomId
  authorId: ProfileId
  text: string
  /** The message it answers. */
  replyTo?: Seq | undefined
  startedAt: Date
  pictures: readonly PictureUnderWay[]
  /** `said`: the places are kept and the message is on its way, or there. `refused`: no places were given. */
  state: 'preparing' | 'refused' | 'said'
  reason?: string
  /** Its message's number, once the house has it. */
  seq?: Seq
  /** This browser could not keep it: it lives as long as the page. */
  unkept?: true
  /** Another tab is sending it; it is only shown here. */
  elsewhere?: true
}

/** The shape of a place whose picture nobody here can measure. */
const GUESS: Size = { width: 1600, height: 1200 }

/** The picture as a message carries it, also before its place is kept. */
export function placeOf({ photoId, photo, size = GUESS, alt, caption }: PictureUnderWay): Photo {
  return photo ?? { id: photoId, state: 'pending', ...size, thumbhash: '', animated: false, alt, caption }
}

/** The picture with its place; nothing without one. Bytes that are there already need not be sent. */
export function placedAt(picture: PictureUnderWay, upload: Upload | undefined): PictureUnderWay[] {
  if (!upload) return []
  const { photo, url } = upload
  const state = picture.state === 'leaving' ? 'leaving' : url === null ? 'sent' : 'waiting'
  return [{ ...picture, photo, url, state }]
}

/** What became of a picture, by the photos of its message; nothing when it left it. */
export function afterMessage(
  picture: PictureUnderWay,
  photos: readonly Photo[],
  explain: (error: unknown) => string,
): PictureUnderWay[] {
  const photo = photos.find(({ id }) => id === picture.photoId)
  if (!photo) return []
  if (picture.state === 'leaving') return [picture]
  if (photo.state === 'ready') return [{ ...picture, state: 'ready', photo }]
  const verdict = verdictOn(photo)
  if (!verdict || picture.state !== 'sent' || verdict === picture.verdict) return [picture]
  return [{ ...picture, state: 'failed', reason: explain(new Problem(verdict)) }]
}

/** A failed picture that is to be sent once more. What its message says of the last try, by its photos, is no news then. */
export function triedAgain(
  { reason: _, ...picture }: PictureUnderWay,
  photos: readonly Photo[] | undefined,
): PictureUnderWay {
  const photo = photos?.find(({ id }) => id === picture.photoId)
  return { ...picture, state: 'waiting', progress: 0, verdict: photo && verdictOn(photo) }
}

/** Why the house could not make a picture of what came, if so. */
export function verdictOn({ state, problem = 'unsupported_photo' }: Photo): ProblemCode | undefined {
  return state === 'failed' ? problem : undefined
}

/** The browser keeps a previewed file in memory until it is told. */
export function drop({ preview }: Picture): true {
  URL.revokeObjectURL(preview)
  return true
}
