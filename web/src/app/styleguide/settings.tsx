import { type OwnProfile, Problem } from '@snug/contracts'
import { useEffect, useState } from 'react'
import { meQuery, sessionsQuery } from '../../session/session.ts'
import { AccountSection } from '../../settings/account-section.tsx'
import AvatarDialog from '../../settings/avatar-dialog.tsx'
import { AvatarSetting } from '../../settings/avatar-setting.tsx'
import { Choices } from '../../settings/choices.tsx'
import { CountedField } from '../../settings/counted-field.tsx'
import { Cropper } from '../../settings/cropper.tsx'
import { DeleteAccount } from '../../settings/delete-account.tsx'
import DeleteDialog from '../../settings/delete-dialog.tsx'
import { KeyboardSection } from '../../settings/keyboard-section.tsx'
import { LanguageSection } from '../../settings/language-section.tsx'
import { LookSection } from '../../settings/look-section.tsx'
import { PrivacySection } from '../../settings/privacy-section.tsx'
import { ProfileSection } from '../../settings/profile-section.tsx'
import { Saved } from '../../settings/saved.tsx'
import { Sessions } from '../../settings/sessions.tsx'
import { SettingsScreen } from '../../settings/settings-screen.tsx'
import { Switch } from '../../settings/switch.tsx'
import { press, write } from './acts.ts'
import { ada } from './samples/people.ts'
import { file as pictureFile } from './samples/photos.ts'
import { ago } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import { fail, type Prime } from './world.tsx'

const broken = new Problem('internal', { requestId: 'req-7f3a9c' })

const DEVICES = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'curl/8.14',
]
const signedIn: Prime = ({ queries }) =>
  void queries.setQueryData(sessionsQuery.queryKey, {
    items: DEVICES.map((device, at) => ({
      id: `5555555${at}-5555-4555-8555-555555555555` as never,
      device,
      createdAt: ago(at * 9_000),
      lastUsedAt: ago(at * 700),
      current: at === 0,
    })),
  })

const hidden: OwnProfile = { ...ada, avatarId: null, privacy: { typing: false, presence: false, seen: false } }
const shy: Prime = ({ queries }) => void queries.setQueryData(meQuery.queryKey, hidden)

function Field({ value, fault }: { value: string; fault?: string }) {
  const [words, setWords] = useState(value)
  return (
    <CountedField
      label="Display name"
      name="name"
      hint="What others see"
      {...{ value: words, most: 20, fault }}
      onChange={setWords}
    />
  )
}

function useFile(make: () => File | Promise<File>): File | undefined {
  const [file, setFile] = useState<File>()
  useEffect(() => {
    void Promise.resolve(make()).then(setFile)
  }, [make])
  return file
}

const lakeFile = () => pictureFile(2)
const noPicture = () => new File(['?'], 'IMG_1.HEIC', { type: 'image/heic' })
const huge = () => new File([new ArrayBuffer(26 * 1024 * 1024)], 'lake.jpg', { type: 'image/jpeg' })

function Cut({ of }: { of: () => File | Promise<File> }) {
  const file = useFile(of)
  return file && <AvatarDialog file={file} onSaved={nothing} onClose={nothing} />
}

function Crop() {
  const [crop, setCrop] = useState<Parameters<typeof Cropper>[0]['crop']>()
  const file = useFile(lakeFile)
  const [address, setAddress] = useState<string>()
  useEffect(() => setAddress(file && URL.createObjectURL(file)), [file])
  return address && <Cropper address={address} crop={crop} onChange={setCrop} onFail={nothing} />
}

function Colours() {
  const [chosen, setChosen] = useState<'a' | 'b' | 'c'>('a')
  return (
    <Choices
      legend="Colours"
      choices={{ a: 'As the device', b: 'Light', c: 'Dark' }}
      chosen={chosen}
      onChange={setChosen}
    />
  )
}

const Both = () =>
  [true, false].map((on) => (
    <Switch
      key={`${on}`}
      label="That you are writing"
      hint="“is writing…” in the rooms you write in"
      on={on}
      onChange={nothing}
    />
  ))

const deleting = { frame: 420, draw: <DeleteDialog onClose={nothing} /> }
const end = async () => {
  await write('[type=password]', 'not it')
  await press('Delete account')
}
const profile = { frame: 560, inset: true, draw: <ProfileSection /> }

export const settings: readonly Specimen[] = [
  { name: 'SettingsScreen: on a phone', frame: 640, at: '/settings', prime: signedIn, draw: <SettingsScreen /> },
  {
    name: 'SettingsScreen: on a desk',
    frame: 640,
    wide: true,
    at: '/settings#look',
    prime: signedIn,
    draw: <SettingsScreen />,
  },
  { name: 'ProfileSection', draw: <ProfileSection /> },
  { name: 'ProfileSection: is being saved', ...profile, act: () => press('Save') },
  { name: 'ProfileSection: saved', ...profile, answer: asOnTheWire(), act: () => press('Save') },
  { name: 'ProfileSection: failed', ...profile, frame: 640, answer: broken, act: () => press('Save') },
  {
    name: 'ProfileSection: wrong',
    ...profile,
    act: async () => {
      await write('[name=displayName]', '')
      await press('Save')
    },
  },
  { name: 'AvatarSetting: a picture', draw: <AvatarSetting /> },
  { name: 'AvatarSetting: none', prime: shy, draw: <AvatarSetting /> },
  {
    name: 'AvatarSetting: is being removed',
    frame: 200,
    inset: true,
    draw: <AvatarSetting />,
    act: () => press('Remove'),
  },
  {
    name: 'AvatarSetting: failed',
    frame: 340,
    inset: true,
    draw: <AvatarSetting />,
    answer: broken,
    act: () => press('Remove'),
  },
  { name: 'AvatarDialog: the cut is chosen', frame: 640, draw: <Cut of={lakeFile} /> },
  {
    name: 'AvatarDialog: is being sent',
    frame: 640,
    draw: <Cut of={lakeFile} />,
    act: () => press('Use this picture'),
  },
  { name: 'AvatarDialog: this browser cannot show it', frame: 320, draw: <Cut of={noPicture} /> },
  { name: 'AvatarDialog: too large', frame: 320, draw: <Cut of={huge} /> },
  { name: 'Cropper', draw: <Crop /> },
  {
    name: 'CountedField: short, too long, wrong',
    draw: ['Ada', 'Ada Lovelace of the long names', ''].map((value) => (
      <Field key={value} value={value} {...(!value && { fault: 'This is empty.' })} />
    )),
  },
  { name: 'LookSection', draw: <LookSection /> },
  { name: 'LanguageSection', draw: <LanguageSection /> },
  { name: 'PrivacySection: all can be seen', draw: <PrivacySection /> },
  { name: 'PrivacySection: nothing can', prime: shy, draw: <PrivacySection /> },
  {
    name: 'PrivacySection: failed',
    frame: 420,
    inset: true,
    draw: <PrivacySection />,
    answer: broken,
    act: () => press('That you are here'),
  },
  { name: 'KeyboardSection', draw: <KeyboardSection /> },
  { name: 'Sessions', prime: signedIn, draw: <Sessions /> },
  { name: 'Sessions: loading', draw: <Sessions /> },
  {
    name: 'Sessions: failed',
    prime: ({ queries }) => fail(queries, sessionsQuery.queryKey, broken),
    draw: <Sessions />,
  },
  {
    name: 'Sessions: asks before the end of all',
    frame: 480,
    inset: true,
    prime: signedIn,
    draw: <Sessions />,
    act: () => press('Sign out everywhere'),
  },
  { name: 'AccountSection', frame: 500, inset: true, draw: <AccountSection /> },
  {
    name: 'AccountSection: signing out failed',
    frame: 520,
    inset: true,
    draw: <AccountSection />,
    answer: broken,
    act: () => press('Log out'),
  },
  { name: 'DeleteAccount', frame: 400, inset: true, draw: <DeleteAccount /> },
  { name: 'DeleteDialog', ...deleting },
  {
    name: 'DeleteDialog: the wrong password',
    ...deleting,
    frame: 480,
    answer: new Problem('wrong_password'),
    act: end,
  },
  { name: 'Choices', draw: <Colours /> },
  { name: 'Switch: on and off', draw: <Both /> },
  { name: 'Saved', draw: <Saved saved /> },
]

function asOnTheWire() {
  return { ...ada, createdAt: ada.createdAt.toISOString() }
}
