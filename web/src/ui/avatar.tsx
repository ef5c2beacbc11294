import { API_PREFIX, AVATAR_SIZES, type AvatarId, getAvatar, pathOf } from '@snug/contracts'
import { useState } from 'react'
import './avatar.css'

const TINTS = 6
/** Screens have up to two or so of their own pixels for each of ours. */
const DENSITY = 2

interface AvatarProps {
  /** The person's. */
  id: string
  name: string
  /** Of the picture they show; without one it is the first letter of their name. */
  avatarId?: AvatarId | null | undefined
  /** Edge in px. */
  size?: number
}

/** The picture of somebody, or their first letter on a tint that is always theirs. The name stands beside it. */
export function Avatar({ id, name, avatarId, size = 40 }: AvatarProps) {
  const [drawn, setDrawn] = useState<AvatarId>()
  const tint = Number.parseInt(id.slice(0, 8), 16) % TINTS
  return (
    <span className="avatar" data-tint={tint} style={{ width: size, height: size, fontSize: size * 0.42 }} aria-hidden>
      {avatarId && (
        <img
          key={avatarId}
          src={addressOf(avatarId, size)}
          alt=""
          width={size}
          height={size}
          decoding="async"
          draggable={false}
          onLoad={() => setDrawn(avatarId)}
        />
      )}
      {!(avatarId && drawn === avatarId) && [...name][0]?.toUpperCase()}
    </span>
  )
}

function addressOf(avatarId: AvatarId, edge: number): string {
  const size = edge * DENSITY <= AVATAR_SIZES.small ? 'small' : 'large'
  return `${API_PREFIX}${pathOf(getAvatar.url, { avatarId, size })}`
}
