import { findProgram, installPackages, type Trouble } from './system.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const

/** For pages that are ours and local, also as root: Chromium's own business with the outside is off. */
export const CHROMIUM_ARGS =
  '--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-component-update --disable-sync --no-first-run'.split(
    ' ',
  )

/** The browser of this machine, installed where we may; undefined, with a sentence said, where there is none. */
export function ensureChromium(): string | undefined {
  try {
    if (!findProgram(...NAMES)) installPackages('A browser', ['chromium'])
    return findProgram(...NAMES)
  } catch (error) {
    console.log(`What needs a browser is skipped. ${(error as Trouble).message}`)
    return
  }
}
