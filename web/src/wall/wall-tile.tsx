import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import { PhotoImage } from '../photos/photo-image.tsx'
import type { Shown } from '../photos/picture-pages.ts'
import { nameOf } from '../photos/sources.ts'

interface WallTileProps {
  shown: Shown
  x: number
  y: number
  width: number
  height: number
}

/** A picture on the wall, which opens in the viewer over it. */
export const WallTile = memo(function WallTile({ shown: { photo, message }, x, y, width, height }: WallTileProps) {
  const { t } = useTranslation('photos')
  const author = useName(message.authorId) ?? '…'
  return (
    <li className="wall-tile" style={{ insetInlineStart: x, insetBlockStart: y, width, height }}>
      <PhotoImage photo={photo} sizes={`${Math.ceil(width)}px`} alt="" />
      <Link
        to="/r/$roomId/wall/m/$seq/p/$photoId"
        params={{ roomId: message.roomId, seq: message.seq, photoId: photo.id }}
        state={{ openedHere: true }}
        className="photo-open"
        aria-label={t('open', { name: nameOf(photo, author) })}
        data-photos={photo.id}
        draggable={false}
      />
    </li>
  )
})
