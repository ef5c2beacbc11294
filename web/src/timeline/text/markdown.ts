import newMarkdownIt, { type MarkdownIt, type Token } from 'markdown-it'
import { type Names, nameAt } from './pieces.ts'

/** What people use in a chat. Headings, tables, pictures and HTML are drawn as they were written. */
const RULES = ['newline', 'escape', 'backticks', 'strikethrough', 'emphasis', 'link', 'linkify']
const BLOCKS = ['fence', 'blockquote', 'list']
/** An address that one may follow. Those of scripts, data and other programs stay text. */
const WEB_ADDRESS = /^https?:\/\/[^/]/i
/** Deeper than this nobody means it. */
const MOST_NESTED = 20

const parser = newParser()

/** What was written, as HTML. It holds no tags and addresses but those made here. */
export const htmlOf = (text: string, names: Names): string => parser.render(text, { names })

function newParser(): MarkdownIt {
  const md = new newMarkdownIt('zero', { html: false, breaks: true, linkify: true, maxNesting: MOST_NESTED })
  md.enable([...RULES, ...BLOCKS])
  md.validateLink = (address) => WEB_ADDRESS.test(address)
  // An address is read as it is written: a name in other letters would look like one that it is not.
  md.normalizeLinkText = (address) => address
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  for (const scheme of ['ftp:', 'mailto:', '//']) md.linkify.add(scheme, null)
  addMentions(md)
  md.core.ruler.push('manners', ({ tokens }) => tokens.forEach(withManners))
  return md
}

function addMentions(md: MarkdownIt): void {
  md.inline.ruler.push('mention', (state, silent) => {
    const name = nameAt(state.src, state.pos)
    if (!name || !(state.env.names as Names).has(name.toLowerCase())) return false
    if (!silent) state.push('mention', '', 0).content = name
    state.pos += name.length + 1
    return true
  })
  md.renderer.rules.mention = (tokens, at) => `<span class="mention">@${tokens[at]?.content ?? ''}</span>`
}

/** Each block runs in the direction of its own words; links tell nothing of where one comes from. */
function withManners(token: Token): void {
  if (token.nesting === 1) token.attrSet('dir', 'auto')
  if (token.type === 'fence') token.info = '' // it would become a class of ours
  for (const link of token.children ?? []) {
    if (link.type !== 'link_open') continue
    link.attrSet('target', '_blank')
    link.attrSet('rel', 'noopener noreferrer nofollow')
    // The words of a link may name another address than the one it leads to.
    if (link.info !== 'auto') link.attrSet('title', link.attrGet('href') ?? '')
  }
}
