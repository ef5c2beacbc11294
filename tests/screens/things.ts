import type { Seq } from '@snug/contracts'
import type { Page } from 'playwright-core'
import { Line } from '../support/person.ts'
import { landscape } from './landscapes.ts'
import { at, box, choose, inLake, message, type Screen } from './screen.ts'
import type { Stage } from './stage.ts'

/** Keys listen a moment after the first paint, in ms. */
const KEYS_COME_MS = 1_500
const TABLET = { viewport: { width: 800, height: 1000 }, isMobile: false }

async function openMenu(page: Page, stage: Stage): Promise<void> {
  await at(({ lake, said }) => `/r/${lake}/m/${said.first.seq}`, '[data-seq]')(page, stage)
  const first = message(page, 'Who is in for a swim')
  await first.hover()
  await first.getByRole('button', { name: 'Message actions' }).click()
  await page.getByRole('menuitem', { name: 'Reply' }).waitFor()
}

/** What lies over a screen or opens in it. */
export const THINGS: readonly Screen[] = [
  {
    name: 'tray',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await choose(page, 7)
      await page.locator('.tray img').nth(2).waitFor()
    },
  },
  {
    name: 'tray-details',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await choose(page, 3)
      await page.getByRole('row', { name: /^Picture 2 of/ }).click()
      await page.getByLabel('Caption').waitFor()
    },
  },
  { name: 'message-menu', who: 'ada', show: openMenu },
  {
    name: 'reply',
    who: 'ada',
    show: async (page, stage) => {
      await openMenu(page, stage)
      await page.getByRole('menuitem', { name: 'Reply' }).click()
      await page.getByText('Replying to').waitFor()
    },
  },
  {
    name: 'emojis',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.getByRole('button', { name: 'Add an emoji' }).click()
      await page.getByRole('gridcell').first().waitFor()
    },
  },
  {
    name: 'mention',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await box(page).pressSequentially('Is @')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'edit',
    who: 'ada',
    show: async (page, stage) => {
      await at(({ lake, said }) => `/r/${lake}/m/${said.quoted.seq}`, '[data-seq]')(page, stage)
      const mine = message(page, 'Found it.')
      await mine.hover()
      await mine.getByRole('button', { name: 'Message actions' }).click()
      await page.getByRole('menuitem', { name: 'Edit' }).click()
      await page.getByRole('button', { name: 'Save' }).waitFor()
    },
  },
  {
    name: 'members',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.getByRole('button', { name: /^Members/ }).click()
      await page.getByRole('button', { name: 'Invite', exact: true }).waitFor()
    },
  },
  {
    name: 'create-room',
    who: 'ada',
    show: async (page, stage) => {
      await at(() => '/', 'h1')(page, stage)
      await page.getByRole('button', { name: 'New room' }).click()
      await page.getByRole('button', { name: 'Create room' }).waitFor()
    },
  },
  {
    name: 'keys',
    who: 'ada',
    show: async (page, stage) => {
      await at(() => '/', 'h1')(page, stage)
      await page.waitForTimeout(KEYS_COME_MS)
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'go-to-room',
    who: 'ada',
    show: async (page, stage) => {
      await at(() => '/', 'h1')(page, stage)
      await page.waitForTimeout(KEYS_COME_MS)
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'viewer-info',
    who: 'ada',
    show: async (page, stage) => {
      const { lake, said } = stage
      await page.goto(`/r/${lake}/m/${said.captioned.seq}/p/${said.captioned.photos[0]?.id}`)
      await page.locator('.viewer-picture img').first().waitFor()
      await page.keyboard.press('i')
    },
  },
  {
    name: 'who-reacted',
    who: 'ada',
    show: async (page, stage) => {
      await at(({ lake, said }) => `/r/${lake}/m/${said.five.seq}`, '[data-seq]')(page, stage)
      await page.getByRole('button', { name: /^❤️ 2/ }).click({ button: 'right' })
      await page.getByRole('dialog', { name: 'Reactions' }).waitFor()
    },
  },
  {
    name: 'seen-by',
    who: 'ada',
    show: async (page, stage) => {
      const { lake, said, url, ben } = stage
      const seq = (said.five.seq + 1) as Seq // nobody is said to have seen what they said themselves
      const line = await Line.open(url, ben)
      line.say({ type: 'read', roomId: lake, seq })
      await at(() => `/r/${lake}/m/${seq}`, '[data-seq]')(page, stage)
      await page.getByRole('button', { name: /^Seen by.* Ben Okafor/ }).click()
      await page.getByRole('dialog', { name: 'Seen by' }).waitFor()
      line.socket.close()
    },
  },
  {
    name: 'edit-pictures',
    who: 'ada',
    show: async (page, stage) => {
      await at(({ lake, said }) => `/r/${lake}/m/${said.captioned.seq}`, '[data-seq]')(page, stage)
      const mine = message(page, 'Morning fog')
      await mine.hover()
      await mine.getByRole('button', { name: 'Message actions' }).click()
      await page.getByRole('menuitem', { name: 'Edit' }).click()
      await page.getByRole('dialog', { name: 'Edit message' }).waitFor()
    },
  },
  {
    name: 'deleted',
    who: 'ada',
    show: async (page, stage) => {
      await at(({ arabic }) => `/r/${arabic}`, '[data-seq]')(page, stage)
      await box(page).fill('Said too early') // anew each time, for it is gone when the page is
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      const mine = message(page, 'Said too early')
      await mine.hover()
      await mine.getByRole('button', { name: 'Message actions' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.locator('.toast').getByRole('button', { name: 'Undo' }).hover() // so that it stays
    },
  },
  {
    name: 'drop',
    who: 'ada',
    only: 'desktop',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.locator('.drop-zone').evaluate((zone) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([''], 'lake.jpg', { type: 'image/jpeg' }))
        const tell = () => zone.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true }))
        tell()
        setInterval(tell, 300) // as long as it is held there
      })
      await page.locator('.drop-sign').waitFor()
    },
  },
  {
    name: 'camera',
    who: 'ada',
    only: 'phone',
    show: async (page, stage) => {
      await at(() => '/', 'h1')(page, stage)
      const buffer = await landscape(40, 1200, 900)
      await page
        .locator('input[capture]')
        .first()
        .setInputFiles([{ name: '1.jpg', mimeType: 'image/jpeg', buffer }])
      await page.getByRole('dialog', { name: 'Into which room?' }).waitFor()
    },
  },
  {
    name: 'leave-room',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.getByRole('button', { name: /^Members/ }).click()
      await page.getByRole('button', { name: 'Leave room' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'avatar',
    who: 'ada',
    show: async (page, stage) => {
      await at(() => '/settings', 'h1')(page, stage)
      const buffer = await landscape(41, 1200, 900)
      await page
        .locator('.avatar-setting input[type=file]')
        .setInputFiles([{ name: '1.jpg', mimeType: 'image/jpeg', buffer }])
      await page.locator('.cropper-tools').waitFor()
    },
  },
  {
    name: 'delete-account',
    who: 'ada',
    show: async (page, stage) => {
      await at(() => '/settings', 'h1')(page, stage)
      await page.getByRole('button', { name: 'Delete account…' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  { name: 'tablet', who: 'ada', options: TABLET, show: inLake },
  {
    name: 'tablet-drawer',
    who: 'ada',
    options: TABLET,
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.getByRole('button', { name: 'Show rooms' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'german',
    who: 'ada',
    options: { locale: 'de-DE' },
    show: inLake,
  },
  {
    name: 'more-contrast',
    who: 'ada',
    options: { contrast: 'more' },
    show: inLake,
  },
  {
    name: 'right-to-left',
    who: 'ada',
    show: async (page, stage) => {
      await inLake(page, stage)
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl'
      })
    },
  },
]
