import type { RoomId } from '@snug/contracts'
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import { hasMarks, isFewEmojis, type Names, namesIn, piecesOf } from './pieces.ts'
import { loadRich, richHtml } from './rich-loader.ts'
import { useNames } from './use-names.ts'
import './message-text.css'

interface MessageTextProps {
  roomId: RoomId
  text: string
  /** What stands behind the words. */
  children?: ReactNode
}

/** What somebody wrote: light Markdown, addresses that can be followed, and the names of people in the room. */
export function MessageText(props: MessageTextProps) {
  const { text } = props
  const hasNames = useMemo(() => namesIn(text).length > 0, [text])
  return hasNames ? <NamingText {...props} /> : <Text {...props} names={NOBODY} />
}

const NOBODY: Names = new Set()

/** Only what names somebody asks who that is. */
function NamingText(props: MessageTextProps) {
  return <Text {...props} names={useNames(props.roomId, props.text)} />
}

function Text({ text, names, children }: MessageTextProps & { names: Names }) {
  const html = useRich(text, names)
  if (html !== undefined) {
    return (
      <div className="said-text rich-text" dir="auto">
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned of all that is not on a short list, see rich.ts */}
        <div dangerouslySetInnerHTML={{ __html: html }} />
        {children}
      </div>
    )
  }
  const isLarge = isFewEmojis(text)
  // Emojis have no direction of their own, and stand where the page begins.
  return (
    <p className="said-text" dir={isLarge ? undefined : 'auto'} data-large={isLarge || undefined}>
      <Plain text={text} names={names} />
      {children}
    </p>
  )
}

/** The text as HTML where it has Markdown in it, once what draws that is here. */
function useRich(text: string, names: Names): string | undefined {
  const marked = useMemo(() => hasMarks(text), [text])
  const draw = useSyncExternalStore(richHtml.subscribe, richHtml.get)
  useEffect(() => {
    if (marked) loadRich()
  }, [marked])
  return useMemo(() => (marked ? draw?.(text, names) : undefined), [marked, draw, text, names])
}

function Plain({ text, names }: { text: string; names: Names }) {
  return piecesOf(text, names).map((piece, place) => {
    if (piece.kind === 'words') return piece.text
    if (piece.kind === 'mention')
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <span key={place} className="mention">
          {piece.text}
        </span>
      )
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <a key={place} href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    )
  })
}
