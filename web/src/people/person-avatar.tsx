import type { ProfileId } from '@snug/contracts'
import { Avatar } from '../ui/avatar.tsx'
import { useProfile } from './people.ts'

interface PersonAvatarProps {
  id: ProfileId
  /** For who has looked it up already. */
  name?: string
  /** Edge in px. */
  size?: number
}

/** The avatar of somebody of whom one knows the id. */
export function PersonAvatar({ id, name, size }: PersonAvatarProps) {
  const known = useProfile(id)
  return <Avatar id={id} name={name ?? known.name ?? ''} avatarId={known.avatarId} {...(size && { size })} />
}
