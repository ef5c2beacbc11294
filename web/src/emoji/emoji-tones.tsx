import { useTranslation } from 'react-i18next'
import type { Tone } from './taste.ts'

const HANDS: Record<Tone, string> = {
  none: '✋',
  light: '✋🏻',
  'medium-light': '✋🏼',
  medium: '✋🏽',
  'medium-dark': '✋🏾',
  dark: '✋🏿',
}

/** In which tone of skin hands and people are drawn. */
export function EmojiTones({ tone, onChoose }: { tone: Tone; onChoose: (tone: Tone) => void }) {
  const { t } = useTranslation('emoji')
  return (
    <fieldset className="emoji-tones" aria-label={t('tone.of')}>
      {(Object.entries(HANDS) as [Tone, string][]).map(([name, hand]) => (
        <button
          key={name}
          type="button"
          aria-label={t(`tone.${name}`)}
          aria-pressed={name === tone}
          onClick={() => onChoose(name)}
        >
          {hand}
        </button>
      ))}
    </fieldset>
  )
}
