import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { PATIENCE_MS } from './browser.ts'

const LOOK_EVERY_MS = 100

/** All that lies in the browser's database: what each store has, as JSON. */
export const stored = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(
    () =>
      new Promise((done, fail) => {
        const opening = indexedDB.open('snug')
        opening.onerror = () => fail(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const names = [...database.objectStoreNames]
          const transaction = database.transaction(names)
          const all = names.map((name) => [name, transaction.objectStore(name).getAll()] as const)
          transaction.oncomplete = () => {
            database.close()
            done(Object.fromEntries(all.map(([name, { result }]) => [name, result.map((one) => JSON.stringify(one))])))
          }
        }
      }),
  )

/** Waits until what lies there is as it should be: what is written is kept a moment later. */
export async function untilStored(page: Page, isSo: (kept: Record<string, string[]>) => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const kept = await stored(page)
    if (isSo(kept)) return
    if (Date.now() > deadline) assert.fail(`kept is only ${JSON.stringify(kept).slice(0, 2_000)}`)
    await page.waitForTimeout(LOOK_EVERY_MS)
  }
}

/** Where that lies which was sent and is not said yet. */
export const UNDER_WAY = ['outbox', 'posts'] as const

/** Waits until these words are on the disk, in one of these stores: a browser that is killed then still has them. */
export const untilKept = (page: Page, stores: readonly string[], words: string): Promise<void> =>
  untilStored(page, (kept) => stores.some((name) => kept[name]?.some((one) => one.includes(words))))
