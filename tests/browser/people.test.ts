import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { call, createRoom, inviteMember, postMessage, type RoomId } from '@snug/contracts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap, startBrowser } from '../support/browser.ts'
import { startTestHouse } from '../support/house.ts'
import { Line, newClientId, type Person, signUp } from '../support/person.ts'
import { log, logIn } from '../support/visitor.ts'

const house = noBrowser ? undefined : await startTestHouse({ after })

const tell = (who: Person, roomId: RoomId, text: string) =>
  call(who.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })

/** Somebody who listens to the room and lets themselves be seen. */
async function sitDown(url: string, who: Person, roomId: RoomId): Promise<Line> {
  const line = await Line.open(url, who)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')
  line.say({ type: 'appear', here: true })
  return line
}

/** Where each message on the screen is. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role=log] article')].map((article) => {
      const { top, bottom } = article.getBoundingClientRect()
      return [Math.round(top), Math.round(bottom)]
    }),
  )

for (const [size, options] of Object.entries({ desktop, phone }) as [string, BrowserContextOptions][]) {
  test(`one sees who is here, and how far the others have read, and nothing moves (${size})`, {
    skip: noBrowser,
  }, async (t) => {
    if (!house) return
    const { url } = house
    const names = ['ada', 'ben', 'carl', 'dora'].map((name) => `${name}-${size}`)
    const [ada, ben, carl, dora] = (await Promise.all(names.map((name) => signUp(url, name)))) as [
      Person,
      Person,
      Person,
      Person,
    ]
    const { id: roomId } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })
    for (const { profile } of [ben, carl, dora])
      await call(ada.caller, inviteMember, { params: { roomId }, body: { username: profile.username } })
    const texts = [
      'The lake is frozen, from shore to shore, and one can hear it sing at night when it grows colder. Who comes along?',
      'Me!',
      'I have no skates, but I can bring tea, soup, and the good blanket, if somebody carries the big bag up the hill.',
      'At noon then',
      'By the old boat house',
    ]
    for (const text of texts) await tell(ada, roomId, text)

    const { newPage } = await startBrowser(t)
    const { page, errors } = await newPage(url, options)
    await logIn(page, ada.profile.username)
    await page.goto(`/r/${roomId}`)
    await log(page).getByText('By the old boat house').waitFor()
    const before = await places(page)
    const [b, c, d] = [
      await sitDown(url, ben, roomId),
      await sitDown(url, carl, roomId),
      await sitDown(url, dora, roomId),
    ]
    await b.hears('presence', ({ here }) => here.includes(ada.profile.id))
    b.say({ type: 'read', roomId, seq: 3 })
    const seenBy = (name: string) => page.getByRole('button', { name: `Seen by ${name}`, exact: true })
    await seenBy(names[1] ?? '').waitFor()
    for (const line of [c, d]) line.say({ type: 'read', roomId, seq: 5 })
    await seenBy(`${names[2]} and ${names[3]}`).waitFor()
    assert.deepEqual(await places(page), before)
    await snap(page, `${size}-seen`)
    assert.deepEqual(await barriers(page), [])

    b.say({ type: 'read', roomId, seq: 5 })
    const all = seenBy(`${names[1]}, ${names[2]}, and ${names[3]}`)
    await all.waitFor()
    assert.equal(await page.getByRole('button', { name: /^Seen by/ }).count(), 1)
    assert.deepEqual(await places(page), before)
    await all.click()
    const list = page.getByRole('dialog', { name: 'Seen by' })
    await list.waitFor()
    assert.equal(await list.getByRole('listitem').count(), 3)
    await snap(page, `${size}-seen-list`)
    assert.deepEqual(await barriers(page), [])
    await list.getByRole('button', { name: 'Close' }).click()
    await list.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: /^Members/ }).click()
    await page.getByText('4 here now').waitFor()
    const his = page.getByRole('listitem').filter({ hasText: `@${names[1]}` })
    await his.getByText('Here', { exact: true }).waitFor()
    await snap(page, `${size}-here`)
    assert.deepEqual(await barriers(page), [])
    b.socket.close()
    await page.getByText('3 here now').waitFor()
    assert.equal(await his.getByText('Here', { exact: true }).count(), 0)
    await page.emulateMedia({ colorScheme: 'dark' })
    await snap(page, `${size}-here-dark`)
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: 'Close members' }).click()
    await snap(page, `${size}-seen-dark`)

    const { seq } = await tell(carl, roomId, 'I carry it')
    await c.hears('seen', (frame) => frame.seq === seq && frame.profileId === ada.profile.id)
    for (const line of [c, d]) line.socket.close()
    assert.deepEqual(errors, [])
  })
}
