import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { roomWith } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { box, dismiss, focused, log, openActions, say } from '../support/visitor.ts'

const begin = shareHouse()

const HOSTILE =
  '**see** [this](javascript:alert(1)), [that](https://lake.example/a_b), <img src=x onerror=alert(1)> `code`\n- one\n- two'

/** What a keyboard takes of a phone's screen, in px. */
const KEYBOARD_PX = 340

/** The message that says so. */
const said = (page: Page, words: string | RegExp): Locator => log(page).getByRole('article').filter({ hasText: words })
const chip = (message: Locator, name: RegExp): Locator => message.getByRole('button', { name })

async function act(message: Locator, action: string): Promise<void> {
  await openActions(message)
  await message.page().getByRole('menuitem', { name: action }).click()
}

/** Two people in a room, each with a page. */
interface Meeting {
  ada: Page
  ben: Page
  /** Ben's. */
  username: string
  shown: (page: Page, name: string) => Promise<void>
}

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`what can be done with a message (${size})`, { skip: noBrowser }, async (t) => {
    const { person, enter } = await begin(t)
    const people = [await person('ada'), await person('ben')] as const
    const room = `/r/${await roomWith('The lake', ...people)}`
    const [ada, ben] = [await enter(people[0], room, options), await enter(people[1], room, options)]
    const shown = (page: Page, name: string) => snap(page, `messages-${size}-${name}`)
    const meeting = { ada: ada.page, ben: ben.page, username: people[1].profile.username, shown }
    await reactToEachOther(meeting)
    await findAnEmoji(meeting)
    await answer(meeting)
    await writeMarkdown(meeting)
    await nameSomebody(meeting)
    await editTheLast(meeting)
    await openKeyboard(meeting)
    await deleteAndUndo(meeting)
    for (const { errors } of [ada, ben]) assert.deepEqual(errors, [])
  })
}

/** Reactions are seen by both at once, and name who felt so. */
async function reactToEachOther({ ada, ben, shown }: Meeting) {
  await say(ada, 'Who comes to the lake?')
  const here = said(ada, 'Who comes to the lake?')
  const there = said(ben, 'Who comes to the lake?')
  await openActions(there)
  await shown(ben, '01-menu')
  assert.deepEqual(await barriers(ben), [])
  await ben.getByRole('button', { name: '👍' }).click()
  await chip(there, /^👍 1, you$/).waitFor()
  await chip(here, /^👍 1, ben$/).click()
  await chip(here, /^👍 2, you and ben$/).waitFor()
  await chip(there, /^👍 2, you and ada$/).waitFor()
  assert.equal(await chip(here, /^👍/).getAttribute('aria-pressed'), 'true')
  await chip(here, /^👍/).click()
  await chip(there, /^👍 1, you$/).waitFor()
}

/** Any emoji can be found by its name, and comes from Snug itself. */
async function findAnEmoji({ ada, ben, shown }: Meeting) {
  const message = said(ada, 'Who comes to the lake?')
  await message.getByRole('button', { name: 'Add a reaction' }).click()
  await ada.getByRole('searchbox', { name: 'Search emojis' }).fill('duck')
  await ada.getByRole('gridcell', { name: 'Duck' }).waitFor()
  await shown(ada, '02-emojis')
  assert.deepEqual(await barriers(ada), [])
  await ada.getByRole('searchbox', { name: 'Search emojis' }).press('Enter')
  await chip(message, /^🦆 1, you$/).waitFor()
  await chip(said(ben, 'Who comes to the lake?'), /^🦆 1, ada$/).waitFor()
  await act(said(ben, 'Who comes to the lake?'), 'Who reacted')
  const reactions = ben.getByRole('dialog', { name: 'Reactions' })
  await reactions.getByText('ada', { exact: true }).waitFor()
  await shown(ben, '03-who')
  await dismiss(reactions)
}

/** An answer shows what it answers, as that is now. */
async function answer({ ada, ben }: Meeting) {
  await act(said(ben, 'Who comes to the lake?'), 'Reply')
  await focused(box(ben)).waitFor()
  await say(ben, 'I do!')
  const answer = said(ada, 'I do!')
  const quote = answer.getByRole('link', { name: /Who comes to the lake/ })
  await quote.waitFor()
  assert.match((await quote.getAttribute('href')) ?? '', /\/r\/[\w-]+\/m\/1$/)
  await act(said(ada, 'Who comes to the lake?').first(), 'Edit')
  await ada.getByRole('textbox', { name: 'Edit message' }).fill('Who comes to the sea?')
  await ada.getByRole('button', { name: 'Save' }).click()
  await said(ben, 'I do!')
    .getByRole('link', { name: /to the sea/ })
    .waitFor()
  await said(ada, /to the sea\?\s*\(edited\)/).waitFor()
}

/** Markdown is drawn, and whatever is hostile in it stays text. */
async function writeMarkdown({ ada, ben }: Meeting) {
  await say(ada, HOSTILE)
  const message = said(ben, 'see')
  await message.locator('strong').getByText('see').waitFor()
  assert.equal(await message.locator('li').count(), 2)
  assert.equal(await message.locator('.rich-text img, .rich-text script, [onerror]').count(), 0)
  const link = message.getByRole('link')
  assert.deepEqual(
    await link.evaluateAll((links) =>
      links.map((a) => ['href', 'rel', 'target', 'title'].map((name) => a.getAttribute(name))),
    ),
    [['https://lake.example/a_b', 'noopener noreferrer nofollow', '_blank', 'https://lake.example/a_b']],
  )
  await message.getByText('<img src=x onerror=alert(1)>').waitFor()
}

/** Who is named sees that it is about them; other names are words. */
async function nameSomebody({ ada, ben, username, shown }: Meeting) {
  const [called, shouted] = [`@${username}`, `@${username.toUpperCase()}`]
  await say(ada, `Bring the boat, ${shouted} and @nobody. مرحبا ${called}`)
  const message = said(ben, 'Bring the boat')
  await message.locator('.mention').nth(1).waitFor()
  assert.deepEqual(await message.locator('.mention').allInnerTexts(), [shouted, called])
  assert.match((await message.getAttribute('aria-label')) ?? '', /names you/)
  assert.equal(await said(ada, 'Bring the boat').getAttribute('data-calls-me'), null)
  await say(ada, '🦆')
  await said(ben, /^.*🦆$/)
    .last()
    .waitFor()
  await shown(ben, '04-texts')
  await ada.emulateMedia({ colorScheme: 'dark' })
  await shown(ada, '05-texts-dark')
  for (const page of [ada, ben]) assert.deepEqual(await barriers(page), [])
}

/** ↑ where nothing is written opens my last message, and the focus comes back to where one writes. */
async function editTheLast({ ada, ben }: Meeting) {
  await box(ada).press('ArrowUp')
  const editor = ada.getByRole('textbox', { name: 'Edit message' })
  assert.equal(await editor.inputValue(), '🦆')
  await editor.and(ada.locator(':focus')).waitFor()
  await ada.keyboard.insertText('🐟') // behind what is there
  await editor.press('Control+Enter') // Enter alone is a new line on a phone
  await said(ben, '🦆🐟').waitFor()
  await focused(box(ada)).waitFor()
}

/** A keyboard takes the top of the list away and not what one answers; Tab stops at one message and not at all of them. */
async function openKeyboard({ ada }: Meeting) {
  const size = ada.viewportSize() ?? desktop.viewport
  await ada.setViewportSize({ ...size, height: size.height - KEYBOARD_PX })
  await ada.waitForFunction(() => {
    const list = document.querySelector('[role=log]')
    const last = [...(list?.querySelectorAll('article') ?? [])].at(-1)?.getBoundingClientRect()
    const bottom = list?.getBoundingClientRect().bottom ?? 0
    return list && list.scrollHeight > list.clientHeight && last && last.bottom <= bottom && last.bottom > bottom - 80
  })
  await ada.setViewportSize(size)
  const stops = await log(ada).evaluate(
    (list) =>
      new Set(
        [...list.querySelectorAll<HTMLElement>('article, button, .quote')]
          .filter(({ tabIndex }) => tabIndex >= 0)
          .map((stop) => stop.closest('[data-index]')),
      ).size,
  )
  assert.equal(stops, 1)
}

/** A deleted message can be taken back; else it is gone for everybody. */
async function deleteAndUndo({ ada, ben, shown }: Meeting) {
  await say(ada, 'never mind')
  await said(ben, 'never mind').waitFor()
  const message = said(ada, 'never mind')
  await act(message, 'Delete')
  const notices = ada.getByRole('region', { name: 'Notices' })
  const undo = notices.getByRole('button', { name: 'Undo' })
  await notices.getByText('Message deleted').hover() // then it waits
  await message.waitFor({ state: 'detached' })
  await shown(ada, '06-deleted')
  assert.deepEqual(await barriers(ada), [])
  await undo.click()
  await message.waitFor()
  await undo.waitFor({ state: 'detached' })

  await message.focus()
  await ada.keyboard.press('Delete')
  await message.waitFor({ state: 'detached' })
  await focused(log(ada).getByRole('button', { name: 'Undo' })).waitFor()
  await said(ben, 'never mind').waitFor()
  await ada.reload() // which deletes it on its way out
  await said(ben, 'never mind').waitFor({ state: 'detached' })
  await log(ada).getByText('Message deleted').waitFor()
}
