/** The parts of the page that F6 walks, in the order of reading; each is where one lands in it. */
const REGIONS = {
  rail: '.rail-place nav :is([aria-current="page"], a)',
  timeline: 'main [role="log"], main [role="feed"]',
  composer: '#composer',
  panel: '#panel :is(button, input, a)',
  page: '#main',
  bar: '.bottom-bar :is([aria-current="page"], a)',
} as const
export type Region = keyof typeof REGIONS

/** What holds a region, to tell whether the focus is in it. */
const HOLDERS: Record<Region, string> = {
  rail: '.rail-place',
  timeline: REGIONS.timeline,
  composer: 'form.composer, form:has(#composer)',
  panel: '#panel',
  page: '#main',
  bar: '.bottom-bar',
}

/** The region after `current` (by 1) or before it (by -1), around the end. */
export function regionBeside(there: readonly Region[], current: Region | undefined, by: 1 | -1): Region | undefined {
  const at = current ? there.indexOf(current) : by === 1 ? -1 : there.length
  return there.at((at + by) % there.length)
}

/** Puts the focus into a region. */
export function focusRegion(region: Region): void {
  landingIn(region)?.focus()
}

/** Goes to the next region of those that can be seen, or the one before. */
export function walkRegions(by: 1 | -1): void {
  const names = Object.keys(REGIONS) as Region[]
  // A room has parts; another screen is one.
  const inRoom = landingIn('composer') !== undefined
  const there = names.filter((name) => landingIn(name) && !(name === 'page' && inRoom))
  const current = there.find((name) => document.activeElement?.closest(HOLDERS[name]))
  const next = regionBeside(there, current, by)
  if (next) focusRegion(next)
}

function landingIn(region: Region): HTMLElement | undefined {
  const all = document.querySelectorAll<HTMLElement>(REGIONS[region])
  const seen = [...all].filter((element) => element.checkVisibility())
  return seen.find((element) => element.matches('[aria-current]')) ?? seen[0]
}
