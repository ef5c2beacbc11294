import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomId } from '@snug/contracts'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { barriers, desktop, noBrowser, phone, snap } from '../support/browser.ts'
import { Line, type Person, roomWith, tell } from '../support/person.ts'
import { shareHouse } from '../support/stories.ts'
import { log } from '../support/visitor.ts'

const begin = shareHouse()

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
    const { url, person, enter } = await begin(t)
    const [ada, ben, carl, dora] = [
      await person('ada'),
      await person('ben'),
      await person('carl'),
      await person('dora'),
    ]
    const roomId = await roomWith('The lake', ada, ben, carl, dora)
    const texts = [
      'The lake is frozen, from shore to shore, and one can hear it sing at night when it grows colder. Who comes along?',
      'Me!',
      'I have no skates, but I can bring tea, soup, and the good blanket, if somebody carries the big bag up the hill.',
      'At noon then',
      'By the old boat house',
    ]
    for (const text of texts) await tell(ada, roomId, text)

    const { page, errors } = await enter(ada, `/r/${roomId}`, options)
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
    await seenBy('ben').waitFor()
    for (const line of [c, d]) line.say({ type: 'read', roomId, seq: 5 })
    await seenBy('carl and dora').waitFor()
    assert.deepEqual(await places(page), before)
    await snap(page, `${size}-seen`)
    assert.deepEqual(await barriers(page), [])

    b.say({ type: 'read', roomId, seq: 5 })
    const all = seenBy('ben, carl, and dora')
    await all.waitFor()
    await page
      .getByRole('button', { name: /^Seen by/ })
      .nth(1)
      .waitFor({ state: 'detached' })
    assert.deepEqual(await places(page), before)
    await all.click()
    const list = page.getByRole('dialog', { name: 'Seen by' })
    await list.getByRole('listitem').nth(2).waitFor()
    assert.equal(await list.getByRole('listitem').count(), 3)
    await snap(page, `${size}-seen-list`)
    assert.deepEqual(await barriers(page), [])
    await list.getByRole('button', { name: 'Close' }).click()
    await list.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: /^Members/ }).click()
    await page.getByText('4 here now').waitFor()
    const his = page.getByRole('listitem').filter({ hasText: `@${ben.profile.username}` })
    await his.getByText('Here', { exact: true }).waitFor()
    await snap(page, `${size}-here`)
    assert.deepEqual(await barriers(page), [])
    b.socket.close()
    await page.getByText('3 here now').waitFor()
    await his.getByText('Here', { exact: true }).waitFor({ state: 'detached' })
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
