import { useTranslation } from 'react-i18next'
import { charactersLeft } from '../posts/characters-left.ts'
import type { Obstacle } from './obstacle.ts'

interface ObstacleNoteProps {
  id: string
  obstacle: Obstacle | undefined
  text: string
}

/** How much may still be written, when that is little, and why the button does not send. */
export function ObstacleNote({ id, obstacle, text }: ObstacleNoteProps) {
  const { t } = useTranslation('composer')
  const left = charactersLeft(text)
  if (obstacle === 'nothing' || (!obstacle && left === undefined))
    return (
      <p id={id} hidden>
        {obstacle && t(`obstacle.${obstacle}`)}
      </p>
    )
  return (
    <p id={id} className="composer-note" data-obstacle={obstacle} role={obstacle && 'status'}>
      {obstacle === 'tooManyWords' && t('obstacle.tooManyWords')}
      {obstacle === 'tooLong' && t('tooLongBy', { count: -(left ?? 0) })}
      {!obstacle && t('left', { count: left ?? 0 })}
    </p>
  )
}
