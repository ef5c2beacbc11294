import { defaultEmojiDataResolver, type EmojiData, type EmojiDataResolver } from 'frimousse'
import { t } from '../words/words.ts'

/** Where the names of all emojis lie on this house; see emoji-data.ts beside vite.config.ts. */
declare const EMOJI_DATA: string

/** What there is when the names of the others cannot be had, by its word in the catalogue. */
const FEW = {
  thumbsUp: '👍',
  heart: '❤️',
  joy: '😂',
  smile: '😊',
  inLove: '😍',
  amazed: '😮',
  sad: '😢',
  thanks: '🙏',
  applause: '👏',
  party: '🎉',
  fire: '🔥',
  yes: '✅',
} as const

/** All emojis in that language, without those that this system cannot draw; a few of them when there is no line. */
export function emojiDataFor(onFew: () => void): EmojiDataResolver {
  return (locale, { signal } = {}) =>
    Promise.resolve(defaultEmojiDataResolver(locale, { emojibaseUrl: EMOJI_DATA, ...(signal && { signal }) })).catch(
      (error) => {
        if (signal?.aborted) throw error
        onFew()
        return fewIn(locale)
      },
    )
}

const fewIn = (locale: string): EmojiData => ({
  locale,
  categories: [{ index: 0, label: t('emoji:common') }],
  emojis: Object.entries(FEW).map(([word, emoji]) => ({
    emoji,
    category: 0,
    label: t(`emoji:few.${word as keyof typeof FEW}`),
    version: 1,
    tags: [],
  })),
  skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
})
