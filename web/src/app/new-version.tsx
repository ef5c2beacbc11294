import type { RoomId } from '@snug/contracts'
import { useParams } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft, usePosts } from '../posts/desk.tsx'
import { newVersion, takeNewVersion } from './shell.ts'
import './new-version.css'

/** Offers a newer Snug, but never to who writes, or whose pictures are on their way. */
export default function NewVersion() {
  const isThere = useSyncExternalStore(newVersion.subscribe, newVersion.get)
  const { list } = usePosts()
  const posts = useSyncExternalStore(list.subscribe, list.get)
  const { roomId } = useParams({ strict: false })
  if (!isThere || posts.length > 0) return null
  return roomId ? <OfferUnlessWriting roomId={roomId} /> : <Offer />
}

function OfferUnlessWriting({ roomId }: { roomId: RoomId }) {
  const draft = useDraft(roomId)
  const { text, tray } = useSyncExternalStore(draft.subscribe, draft.get)
  return text || tray.length > 0 ? null : <Offer />
}

/** What is offered. */
export function Offer() {
  const { t } = useTranslation('app')
  return (
    <div className="new-version" role="status">
      <span>{t('newVersion')}</span>
      <button type="button" className="link-button" onClick={takeNewVersion}>
        {t('reload')}
      </button>
    </div>
  )
}
