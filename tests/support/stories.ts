import assert from 'node:assert/strict'
import { after, type TestContext } from 'node:test'
import { API_PREFIX, login } from '@snug/contracts'
import type { House } from '@snug/tools/house'
import type { BrowserContextOptions } from 'playwright-core'
import { desktop, startBrowser, type Visit } from './browser.ts'
import { startTestHouse, type TestHouseOptions } from './house.ts'
import { PASSWORD, type Person, signUp } from './person.ts'

/** What a story has: the house and the browser of its file, and what is its own in them. */
export interface Story {
  house: House
  url: string
  /** Somebody new, whom the others see by this name, with a username that nobody else in the house has. */
  person(name: string): Promise<Person>
  /** A page of nobody's yet, closed when the story ends. */
  newPage(options?: BrowserContextOptions): Promise<Visit>
  /** A page of that person's at this address; how one logs in is a story of its own. */
  enter(person: Person, path: string, options?: BrowserContextOptions): Promise<Visit>
}

/** What a browser remembers of a log-in beside its cookies: how old they are. */
const justLoggedIn = (origin: string) => ({
  cookies: [],
  origins: [{ origin, localStorage: [{ name: 'snug.renewedAt', value: String(Date.now()) }] }],
})

/** One house and one browser for all stories of a file, for both take seconds; the first story that comes starts them. */
export function shareHouse(options?: TestHouseOptions): (t: TestContext) => Promise<Story> {
  const ends: (() => Promise<void>)[] = []
  const file = { after: (end: () => Promise<void>) => void ends.push(end) }
  after(async () => {
    for (const end of ends.reverse()) await end()
  })
  const open = async () => {
    const house = await startTestHouse(file, options)
    return { house, browser: await startBrowser(file) }
  }
  let opened: ReturnType<typeof open> | undefined
  let people = 0

  return async (t) => {
    opened ??= open()
    const { house, browser } = await opened
    const newPage: Story['newPage'] = async (look = desktop) => {
      const visit = await browser.newPage(house.url, look)
      t.after(() => visit.page.context().close())
      return visit
    }
    return {
      house,
      url: house.url,
      newPage,
      person: (name) => signUp(house.url, `${name}${++people}`, name),
      enter: async (person, path, look) => {
        const visit = await newPage({ ...(look ?? desktop), storageState: justLoggedIn(house.url) })
        const data = { login: person.profile.username, password: PASSWORD }
        const answer = await visit.page.request.post(`${API_PREFIX}${login.url}`, { data }) // which sets the cookies
        assert.ok(answer.ok())
        await visit.page.goto(path)
        return visit
      },
    }
  }
}
