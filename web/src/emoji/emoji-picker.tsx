import { type EmojiPickerListComponents, EmojiPicker as Picker } from 'frimousse'
import { type RefObject, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Pop } from '../ui/pop.tsx'
import { emojiDataFor } from './emoji-data.ts'
import { EmojiTones } from './emoji-tones.tsx'
import { keepTaste, taste, withRecent } from './taste.ts'
import './emoji-picker.css'

interface EmojiPickerProps {
  label: string
  opener: RefObject<HTMLElement | null>
  onPick: (emoji: string) => void
  onClose: () => void
}

/** Wide enough for a thumb on a phone of 390 px; see emoji-picker.css. */
const CELL = 42
const MOST_COLUMNS = 8
/** What stands beside the cells in px: padding, and the bar that scrolls. */
const BESIDE = 40

/** All emojis, to be searched and chosen by arrows, by tabs or by hand. */
export default function EmojiPicker({ label, opener, onPick, onClose }: EmojiPickerProps) {
  const { t, i18n } = useTranslation('emoji')
  const { tone, recent } = useSyncExternalStore(taste.subscribe, taste.get)
  const [search, setSearch] = useState('')
  const [isFew, setFew] = useState(false)
  const loadData = useMemo(() => emojiDataFor(() => setFew(true)), [])
  const pick = (emoji: string) => {
    keepTaste({ recent: withRecent(recent, emoji) })
    onClose()
    onPick(emoji)
  }
  return (
    <Pop label={label} opener={opener} onClose={onClose}>
      <Picker.Root
        className="emojis"
        locale={i18n.language}
        resolveEmojiData={loadData}
        skinTone={tone}
        columns={Math.min(MOST_COLUMNS, Math.floor((innerWidth - BESIDE) / CELL))}
        onEmojiSelect={({ emoji }) => pick(emoji)}
      >
        <Picker.Search
          className="emoji-search"
          aria-label={t('search')}
          placeholder={t('search')}
          // On a phone the keyboard would cover half of them.
          autoFocus={matchMedia('(hover: hover)').matches}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {isFew && (
          <p className="emoji-note" role="status">
            {t('notLoaded')}
          </p>
        )}
        {search === '' && recent.length > 0 && <Recent emojis={recent} onPick={pick} />}
        <Picker.Viewport className="emoji-viewport">
          <Picker.Loading>
            <span className="emoji-note">{t('loading')}</span>
          </Picker.Loading>
          <Picker.Empty>
            <span className="emoji-note">{t('nothing')}</span>
          </Picker.Empty>
          <Picker.List className="emoji-list" components={PARTS} aria-label={label} />
        </Picker.Viewport>
        <footer className="emoji-foot">
          <Picker.ActiveEmoji>
            {({ emoji }) => <span className="emoji-name ellipsis">{emoji ? `${emoji.emoji} ${emoji.label}` : ''}</span>}
          </Picker.ActiveEmoji>
          <EmojiTones tone={tone} onChoose={(chosen) => keepTaste({ tone: chosen })} />
        </footer>
      </Picker.Root>
    </Pop>
  )
}

/** Outside of the component, so that they stay the same between renders. */
const PARTS: EmojiPickerListComponents = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className="emoji-category">
      {category.label}
    </div>
  ),
  // frimousse counts from 0, ARIA from 1. It finds rows by its number, the first one without.
  Row: ({ 'aria-rowindex': row, ...props }) => (
    <div {...props} {...(row && { 'aria-rowindex': row })} className="emoji-row" />
  ),
  Emoji: ({ emoji, 'aria-colindex': column = 0, ...props }) => (
    <button {...props} {...{ 'aria-colindex': column + 1 }} type="button" className="emoji-cell">
      {emoji.emoji}
    </button>
  ),
}

function Recent({ emojis, onPick }: { emojis: readonly string[]; onPick: (emoji: string) => void }) {
  const { t } = useTranslation('emoji')
  return (
    <ul className="emoji-row emoji-recent" aria-label={t('recent')}>
      {emojis.map((emoji) => (
        <li key={emoji}>
          <button type="button" className="emoji-cell" onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        </li>
      ))}
    </ul>
  )
}
