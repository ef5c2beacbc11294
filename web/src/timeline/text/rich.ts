import DOMPurify from 'dompurify'
import { htmlOf } from './markdown.ts'
import type { Names } from './pieces.ts'

/** Nothing else gets onto the page, whatever the parser may have let through. */
const ALLOWED = {
  ALLOWED_TAGS: ['p', 'br', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'span'],
  ALLOWED_ATTR: ['href', 'rel', 'target', 'title', 'class', 'dir', 'start'],
  ALLOWED_URI_REGEXP: /^https?:\/\//i,
  // Their values are no addresses, and are not held against that.
  ADD_URI_SAFE_ATTR: ['rel', 'target', 'title', 'dir', 'start'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
}

const drawn = new Map<string, string>()
/** Texts kept as HTML; each is a few kB. */
const MOST_KEPT = 500

/** Markdown as HTML that is safe to put on the page. */
export function richHtml(text: string, names: Names): string {
  const key = `${[...names].join()}\n${text}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const html = DOMPurify.sanitize(htmlOf(text, names), ALLOWED)
  if (drawn.size >= MOST_KEPT) drawn.clear()
  drawn.set(key, html)
  return html
}
