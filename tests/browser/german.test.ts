import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addReaction, call, createRoom, postMessage, uploadPhotos } from '@snug/contracts'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { newClientId, PASSWORD, roomWith } from '../support/person.ts'
import { dataUrlOf, filesOf, phonePhoto } from '../support/pictures.ts'
import { shareHouse } from '../support/stories.ts'
import { dismiss } from '../support/visitor.ts'

const begin = shareHouse()

const inGerman = (look: BrowserContextOptions = desktop): BrowserContextOptions => ({ ...look, locale: 'de-DE' })

/** Words that English cannot do without, and German does not have. */
const ENGLISH = /\b(the|and|you|your|is|are|of|to|with|nothing|loading|rooms?|message|members?|pictures?|send|close)\b/i

/** By what the fields are for: their names are in the language of the reader. */
async function logIn(page: Page, username: string): Promise<void> {
  await page.goto('/login')
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
  await page.locator('button[type="submit"]').click()
}

/** Presses keys until they do what they are for: their code comes a moment after the first screen. */
async function pressFor(page: Page, keys: string, result: Locator): Promise<void> {
  const comes = () =>
    result.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    )
  for (let tries = 0; tries < 10; tries++) {
    await page.keyboard.press(keys)
    if (await comes()) return
  }
  assert.fail(`${keys} did nothing`)
}

/** All that is written or read out in a part of the page. */
const wordsIn = (page: Page, part: string) =>
  page.locator(part).evaluateAll((parts) =>
    parts
      .filter((element) => element.checkVisibility())
      .flatMap((element) => {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        const written: string[] = []
        while (texts.nextNode()) written.push(texts.currentNode.nodeValue ?? '')
        const named = [element, ...element.querySelectorAll('[aria-label], [placeholder], [title]')]
        const said = ['aria-label', 'placeholder', 'title'].flatMap((name) =>
          named.map((of) => of.getAttribute(name) ?? ''),
        )
        return [...written, ...said].filter((phrase) => phrase.trim())
      }),
  )

async function assertGerman(page: Page, part: string): Promise<void> {
  const words = await wordsIn(page, part)
  assert.ok(words.length > 0, `${part} says something`)
  assert.deepEqual(
    words.filter((phrase) => ENGLISH.test(phrase)),
    [],
    part,
  )
}

test('who reads German is spoken to in German', { skip: noBrowser }, async (t) => {
  const { person, newPage } = await begin(t)
  const ada = await person('ada')
  const { page, errors } = await newPage(inGerman())
  await logIn(page, ada.profile.username)

  await page.getByRole('heading', { level: 1, name: 'Hallo, ada' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'de')
  await page.getByText('Noch keine Räume.').waitFor()
  await assertGerman(page, 'nav')
  await assertGerman(page, 'main')
  await snap(page, 'german-1-home')

  await page.getByRole('button', { name: 'Neuer Raum' }).click()
  const newRoom = page.getByRole('dialog', { name: 'Neuer Raum' })
  await newRoom.waitFor()
  await assertGerman(page, '[role="dialog"]')
  await dismiss(newRoom)
  await page.getByRole('link', { name: 'Räume entdecken' }).click()
  await page.getByText('Es gibt noch keinen öffentlichen Raum.').waitFor()
  await assertGerman(page, 'main')
  assert.equal(await page.title(), 'Räume entdecken · Snug')

  const { id } = await call(ada.caller, createRoom, { body: { name: 'Am See', visibility: 'public' } })
  await page.goto(`/r/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Am See' }).waitFor()
  await assertGerman(page, 'nav')
  await assertGerman(page, '.room-head')
  const time = (await page.locator('.rail-room time').first().textContent()) ?? ''
  assert.match(time, /^\d\d:\d\d$/)

  const keys = page.getByRole('dialog', { name: 'Tastenkürzel' })
  await pressFor(page, 'Control+/', keys)
  await page.getByText('Strg', { exact: true }).first().waitFor()
  await assertGerman(page, '[role="dialog"]')
  await snap(page, 'german-2-keys')
  assert.deepEqual(await barriers(page), [])
  await dismiss(keys)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Name eines Raums' }).waitFor()
  await assertGerman(page, '[role="dialog"]')
  await dismiss(page.getByRole('dialog'))

  await page.goto('/nirgends')
  await page.getByRole('heading', { level: 1, name: 'Hier ist nichts' }).waitFor()
  assert.deepEqual(errors, [])
})

/** Between a phone and a desk: the rail is a drawer. */
const tablet = { viewport: { width: 800, height: 1100 } } satisfies BrowserContextOptions

for (const [size, options] of Object.entries({ desktop, tablet, phone }) as [string, BrowserContextOptions][])
  test(`what is said and shown is German (${size})`, { skip: noBrowser }, async (t) => {
    const { person, enter } = await begin(t)
    const ada = await person('ada')
    const roomId = await roomWith('Am See', ada)
    const tell = (text: string, replyTo?: number) =>
      call(ada.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text, replyTo } })
    const { seq } = await tell('Wer kommt mit?')
    await tell('Ich, **sofort**', seq)
    await call(ada.caller, addReaction, { params: { roomId, seq, emoji: '👍' } })
    const { page, errors } = await enter(ada, `/r/${roomId}`, inGerman(options))
    const article = page.getByRole('article').filter({ hasText: 'Wer kommt mit?' }).first()
    await article.getByRole('button', { name: '👍 1, du' }).waitFor()
    await page.locator('input[type=file]').setInputFiles(await filesOf(2))
    const tile = page.getByRole('row', { name: /^Bild 1 von 2/ })
    await tile.waitFor()
    await snap(page, `german-4-room-${size}`)
    for (const part of ['.timeline', '.composer']) await assertGerman(page, part)
    assert.deepEqual(await barriers(page), [])
    await tile.click()
    const details = page.getByRole('dialog', { name: 'Bild 1 von 2' })
    await details.waitFor()
    await snap(page, `german-5-tile-${size}`)
    await assertGerman(page, '[role="dialog"]')
    await dismiss(details)
    await article.hover()
    await article.getByRole('button', { name: 'Aktionen zur Nachricht' }).click()
    await page.getByRole('menuitem', { name: 'Antworten' }).waitFor()
    await snap(page, `german-6-menu-${size}`)
    await assertGerman(page, '[role="menu"]')
    await dismiss(page.getByRole('menu'))
    await page.getByRole('button', { name: /^Mitglieder/ }).click()
    await page.getByRole('heading', { name: 'Mitglieder' }).waitFor()
    await snap(page, `german-7-members-${size}`)
    await assertGerman(page, '.members-panel')
    assert.deepEqual(errors, [])
  })

test('a phone speaks German too, within its bar', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const { page } = await enter(await person('ada'), '/', inGerman(phone))
  const bar = page.getByRole('navigation', { name: 'Hauptmenü' })
  await bar.getByRole('link', { name: 'Entdecken' }).waitFor()
  await assertGerman(page, 'nav')
  for (const way of await bar.locator('.bottom-way').all())
    assert.ok(await way.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth))
  await snap(page, 'german-3-phone')
})

test('a room, its pictures and the settings speak German', { skip: noBrowser }, async (t) => {
  const { person, enter } = await begin(t)
  const ada = await person('ada')
  const roomId = await roomWith('Am See', ada)
  const dataUrl = dataUrlOf(await phonePhoto(400, 300))
  const { photos } = await call(ada.caller, uploadPhotos, { params: { roomId }, body: { dataUrl } })
  const body = { clientId: newClientId(), text: 'Das Boot', photoIds: photos.map(({ id }) => id) }
  await call(ada.caller, postMessage, { params: { roomId }, body })
  const { page, errors } = await enter(ada, `/r/${roomId}`, inGerman())

  const said = page.getByRole('log', { name: 'Nachrichten in Am See' })
  const tile = said.getByRole('link', { name: 'Bild öffnen: Bild von ada, ohne Beschreibung' })
  await tile.waitFor()
  await said.getByText('Heute', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'Nachricht', exact: true }).fill('Kommt jemand mit?')
  await page.getByRole('button', { name: 'Bilder hinzufügen' }).waitFor()
  await page.getByRole('button', { name: 'Senden', exact: true }).waitFor()
  await assertGerman(page, 'main')
  await said.getByRole('article').first().hover()
  await said.getByRole('button', { name: 'Aktionen zur Nachricht' }).first().click()
  for (const name of ['Antworten', 'Text kopieren', 'Bearbeiten', 'Löschen'])
    await page.getByRole('menuitem', { name }).waitFor()
  await assertGerman(page, '[role="dialog"]')
  await snap(page, 'german-4-menu')
  await dismiss(page.getByRole('menu'))

  await page.getByRole('button', { name: /Mitglied/ }).click()
  const panel = page.getByRole('complementary', { name: 'Mitglieder' })
  await panel.getByRole('button', { name: 'Einladen' }).waitFor()
  await panel.getByRole('button', { name: 'Raum löschen' }).waitFor()
  await assertGerman(page, 'aside')
  await panel.getByRole('button', { name: 'Mitglieder schließen' }).click()

  await tile.click()
  const viewer = page.getByRole('dialog', { name: 'Bilder in Am See' })
  await viewer.getByRole('button', { name: 'Über dieses Bild' }).click()
  await viewer.getByText('Alle in Am See können das sehen').waitFor()
  for (const name of ['Vergrößern', 'Herunterladen', 'Vollbild', 'Schließen'])
    await viewer.getByRole('button', { name, exact: true }).waitFor()
  await assertGerman(page, '[role="dialog"]')
  await snap(page, 'german-5-viewer')
  await viewer.getByRole('button', { name: 'Über dieses Bild' }).click()
  await viewer.getByText('Alle in Am See können das sehen').waitFor({ state: 'detached' })
  await dismiss(viewer)

  await page.getByRole('link', { name: 'Fotowand' }).click()
  await page.getByRole('heading', { level: 1, name: 'Bilder in Am See' }).waitFor()
  await page.getByText('1 Bild', { exact: true }).waitFor()
  await page.getByRole('link', { name: /^Bild öffnen/ }).waitFor()
  await assertGerman(page, 'main')
  await snap(page, 'german-6-wall')

  await page.goto('/settings')
  await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor()
  for (const name of ['Profil', 'Aussehen', 'Sprache', 'Privatsphäre', 'Tastatur', 'Sitzungen'])
    await page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
  await page.getByText('Dieses Gerät').waitFor()
  await assertGerman(page, 'main')
  await snap(page, 'german-7-settings')
  assert.deepEqual(errors, [])
})
