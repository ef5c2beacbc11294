import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlOf } from '../src/timeline/text/markdown.ts'
import { hasMarks, isFewEmojis, namesIn, piecesOf } from '../src/timeline/text/pieces.ts'

const nobody: ReadonlySet<string> = new Set()
const people = new Set(['ada', 'ben.k'])
const html = (text: string, names = nobody) => htmlOf(text, names).trim()
const p = (content: string) => `<p dir="auto">${content}</p>`
const link = (address: string, words = address, more = '') =>
  `<a href="${address}" target="_blank" rel="noopener noreferrer nofollow"${more}>${words}</a>`

test('light Markdown: what people use in a chat, with the ends of their lines', () => {
  assert.equal(html('**bold** *it* ~~no~~ `a*b`'), p('<strong>bold</strong> <em>it</em> <s>no</s> <code>a*b</code>'))
  assert.equal(html('one *\ntwo'), p('one *<br>\ntwo'))
  assert.match(html('- a\n- b'), /^<ul dir="auto">\s*<li dir="auto">a<\/li>/)
  assert.match(html('> said'), /^<blockquote dir="auto">/)
  assert.equal(html('```js"onload=x\nlet a\n```'), '<pre><code>let a\n</code></pre>')
  assert.equal(
    html('[the lake](https://lake.example/a_b)'),
    p(link('https://lake.example/a_b', 'the lake', ' title="https://lake.example/a_b"')),
  )
})

test('no headings, tables, pictures or references: they are drawn as they were written', () => {
  for (const text of [
    '# one',
    '![x](https://a.example/x.png)',
    '| a | b |',
    '---',
    '[a]: https://a.example',
    '&lt;b&gt;',
  ])
    assert.doesNotMatch(html(text), /<(?!\/?(p|a|em)\b)/, text)
  assert.equal(html('[a]: https://a.example'), p(`[a]: ${link('https://a.example')}`))
})

test('SEC-35: whatever is written, no tag, address or attribute of somebody else gets out', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '[x](/api/v1/me)',
    '[x](https:evil.example)',
    'javascript://x.example/%0aalert(1) *a*',
    '[x](https://a.example "onclick=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    '`<img src=x onerror=alert(1)>`',
    '```"><script>\n<script>alert(1)</script>\n```',
    '@ada"><script> *x*',
    '<svg/onload=alert(1)>**b**',
    `${'['.repeat(500)}x${'](https://a.example)'.repeat(500)}`,
    '>'.repeat(4000),
    '*'.repeat(4000),
    '`'.repeat(3999),
  ]
  for (const text of hostile) {
    const drawn = html(text, people)
    const tags = [...drawn.matchAll(/<(\/?\w+)([^>]*)>/g)]
    for (const [tag, name = '', attributes = ''] of tags) {
      assert.match(name, /^\/?(p|br|strong|em|s|code|pre|blockquote|a|span)$/, tag)
      for (const [, attribute, value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
        assert.match(attribute ?? '', /^(dir|href|target|rel|title|class)$/, tag)
        if (attribute === 'href') assert.match(value, /^https:\/\/a\.example/, tag)
      }
    }
    assert.doesNotMatch(drawn.replaceAll(/<[^>]*>/g, ''), /</, 'a tag was left open')
  }
})

test('a name in foreign letters is shown as it is written, not as it would look', () => {
  assert.match(html('https://xn--80ak6aa92e.com *x*'), />https:\/\/xn--80ak6aa92e\.com</)
})

test('names of members are mentions, others and addresses of mail are words', () => {
  assert.equal(
    html('*hi* @Ada, @ben.k. @eve a@ada', people),
    p('<em>hi</em> <span class="mention">@Ada</span>, <span class="mention">@ben.k</span>. @eve a@ada'),
  )
  assert.deepEqual(namesIn('@ada @Ada, @eve! mail@ada.example @x'), ['ada', 'eve'])
  assert.deepEqual(
    piecesOf('hi @ada: see https://a.example/@eve. @eve', people).map(({ kind, text }) => `${kind} ${text}`),
    ['words hi ', 'mention @ada', 'words : see ', 'address https://a.example/@eve', 'words . @eve'],
  )
})

test('most of what people write has no Markdown in it, and is never parsed', () => {
  for (const text of [
    'see you at 8 :-)',
    'a - b',
    '1 + 1 = 2',
    'https://a.example/snake_case_of_it',
    '@ben_k hi',
    'so... (really)',
  ])
    assert.equal(hasMarks(text), false, text)
  for (const text of ['*a*', 'a_b', '> so', '- one', '2. two', '`x`', '[x](https://a.example)'])
    assert.ok(hasMarks(text), text)
})

test('one to three emojis alone are drawn large', () => {
  for (const text of ['👍', '👩‍👩‍👧 ❤️', '🎉🎉🎉']) assert.ok(isFewEmojis(text), text)
  for (const text of ['', '1', '👍👍👍👍', 'ok 👍', '#', '12', '©x', 'a'.repeat(100)])
    assert.equal(isFewEmojis(text), false, text)
})
