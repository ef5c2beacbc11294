import { at, inLake, type Screen } from './screen.ts'

/** What has an address of its own. */
export const PLACES: readonly Screen[] = [
  { name: 'login', show: at(() => '/login', 'form') },
  { name: 'login-deleted', show: at(() => '/login?deleted=true', '.note') },
  {
    name: 'login-refused',
    show: async (page) => {
      await page.goto('/login')
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('not it, not at all')
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('alert').first().waitFor()
    },
  },
  { name: 'register', show: at(() => '/register', 'form') },
  {
    name: 'register-refused',
    show: async (page) => {
      await page.goto('/register')
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('password1')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.locator('[aria-invalid]').first().waitFor()
    },
  },
  { name: 'home', who: 'ada', show: at(() => '/', 'h1') },
  { name: 'home-first', who: 'dora', show: at(() => '/', 'h1') },
  { name: 'discover', who: 'ada', show: at(() => '/rooms/public', 'h1') },
  { name: 'room', who: 'ada', show: inLake },
  { name: 'room-silent', who: 'ada', show: at(({ silent }) => `/r/${silent}`, '#composer') },
  { name: 'room-arabic', who: 'ada', show: at(({ arabic }) => `/r/${arabic}`, '[data-seq]') },
  { name: 'room-closed', who: 'ada', show: at(({ closed }) => `/r/${closed}`, 'h1') },
  { name: 'room-missing', who: 'ada', show: at(() => '/r/00000000-0000-4000-8000-000000000000', 'h1') },
  { name: 'message', who: 'ada', show: at(({ lake, said }) => `/r/${lake}/m/${said.first.seq}`, '[data-seq]') },
  { name: 'wall', who: 'ada', show: at(({ lake }) => `/r/${lake}/wall`, 'h1') },
  { name: 'wall-empty', who: 'ada', show: at(({ silent }) => `/r/${silent}/wall`, 'h1') },
  {
    name: 'viewer',
    who: 'ada',
    show: at(
      ({ lake, said: { captioned } }) => `/r/${lake}/m/${captioned.seq}/p/${captioned.photos[0]?.id}`,
      '[role=dialog] img, .yarl__slide_image',
    ),
  },
  { name: 'person', who: 'ada', show: at(({ ben }) => `/u/${ben.profile.id}`, 'h1') },
  { name: 'person-me', who: 'ada', show: at(() => '/u/ada', 'h1') },
  { name: 'person-nobody', who: 'ada', show: at(() => '/u/nobody', 'h1') },
  { name: 'settings', who: 'ada', show: at(() => '/settings', 'h1') },
  ...['look', 'language', 'privacy', 'keyboard', 'sessions', 'account'].map(
    (section): Screen => ({ name: `settings-${section}`, who: 'ada', show: at(() => `/settings#${section}`, 'h1') }),
  ),
  { name: 'lost', who: 'ada', show: at(() => '/nowhere', 'h1') },
]
