import { useTranslation } from 'react-i18next'
import { charactersLeft } from '../posts/characters-left.ts'

/** Says by how much the words of a message are too long, before they are sent in vain. */
export function TooLong({ text }: { text: string }) {
  const { t } = useTranslation('timeline')
  const left = charactersLeft(text) ?? 0
  return (
    <p className="edit-too-long" role="status">
      {left < 0 && t('edit.tooLongBy', { count: -left })}
    </p>
  )
}
