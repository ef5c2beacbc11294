import type { PhotoId, RoomId, Seq } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { useMatch, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shown } from '../photos/picture-pages.ts'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useSlides } from './use-slides.ts'
import { Viewer } from './viewer.tsx'
import './words.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Behind this address lies, one step back, what it was opened from. */
    openedHere?: boolean
  }
}

/** When one stays at a picture for so long, in ms, the address becomes its own: browsers count how often it changes. */
const STAYED_MS = 150

/** The viewer at its address, over the room or its wall. */
export function ViewerScreen() {
  const { roomId, seq, photoId } = useParams({ strict: false })
  return roomId && seq && photoId && <OpenViewer roomId={roomId} seq={seq} photoId={photoId} />
}

interface OpenViewerProps {
  roomId: RoomId
  seq: Seq
  photoId: PhotoId
}

/** The viewer, opened at a picture of a message. */
export function OpenViewer({ roomId, seq, photoId }: OpenViewerProps) {
  const { t } = useTranslation('viewer')
  const [opened] = useState({ seq, photoId })
  const [current, setCurrent] = useState(opened)
  const { slides, at, error, isPending, refetch } = useSlides(roomId, opened.seq, opened.photoId, current.photoId)
  const { data: rooms } = useQuery(myRoomsQuery)
  const shown = slides[at]
  const { address, close } = useAddress(roomId, current)
  useFocusOnTile(shown?.photo.id ?? current.photoId)
  const view = ({ photo, message }: Shown) => setCurrent({ seq: message.seq, photoId: photo.id })
  const notice = error ? (
    <ProblemNote error={error} onRetry={() => void refetch()} />
  ) : isPending ? (
    <Skeleton lines={1} label={t('loading')} />
  ) : (
    !shown && <p>{t('gone')}</p>
  )
  return (
    <Viewer
      slides={shown ? slides : NONE}
      at={at}
      room={rooms?.find(({ id }) => id === roomId)}
      address={address}
      notice={notice}
      onView={view}
      onClose={close}
    />
  )
}

const NONE: readonly Shown[] = []

/** The address goes along with what one looks at, in place of the one before; closing leads to what lies behind it. */
function useAddress(roomId: RoomId, { seq, photoId }: { seq: Seq; photoId: PhotoId }) {
  const router = useRouter()
  const navigate = useNavigate()
  const overWall = useMatch({ from: '/signedIn/r/$roomId/wall', shouldThrow: false }) !== undefined
  const closing = useRef(false)
  useEffect(() => {
    const to = overWall ? '/r/$roomId/wall/m/$seq/p/$photoId' : '/r/$roomId/m/$seq/p/$photoId'
    const timer = setTimeout(() => {
      if (closing.current || router.state.location.pathname.endsWith(photoId)) return
      void navigate({ to, params: { roomId, seq, photoId }, replace: true, state: (before) => before })
    }, STAYED_MS)
    return () => clearTimeout(timer)
  }, [router, navigate, overWall, roomId, seq, photoId])

  const close = () => {
    if (closing.current) return
    closing.current = true
    const { openedHere } = router.state.location.state
    if (openedHere && (overWall || tileOf(photoId))) router.history.back()
    else if (overWall) void navigate({ to: '/r/$roomId/wall', params: { roomId }, replace: true })
    else void navigate({ to: '/r/$roomId/m/$seq', params: { roomId, seq }, replace: true })
  }
  // For others it lies in the room, wherever one opened it.
  const { href } = router.buildLocation({ to: '/r/$roomId/m/$seq/p/$photoId', params: { roomId, seq, photoId } })
  return { address: href, close }
}

const tileOf = (photoId: PhotoId) => document.querySelector<HTMLElement>(`[data-photos~="${photoId}"]`)

/** Frames in which the room comes to the message of what one saw last. */
const MOST_FRAMES = 60

/** Afterwards the focus is on the tile of what one saw last; where that is not drawn, on what it was on before. */
function useFocusOnTile(photoId: PhotoId): void {
  const last = useRef(photoId)
  const before = useRef(document.activeElement)
  useEffect(() => {
    last.current = photoId
  }, [photoId])
  useEffect(() => {
    const opener = before.current
    const look = (frames: number) =>
      requestAnimationFrame(() => {
        const tile = tileOf(last.current)
        const moved = document.activeElement !== document.body && document.activeElement !== opener
        if (tile) tile.focus()
        else if (frames > 0 && !moved) look(frames - 1)
        else if (!moved && opener instanceof HTMLElement) opener.focus({ preventScroll: true })
      })
    return () => void look(MOST_FRAMES)
  }, [])
}
