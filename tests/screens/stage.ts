import {
  addReaction,
  call,
  createRoom,
  editMe,
  inviteMember,
  type Message,
  type NewMessage,
  Problem,
  postMessage,
  type RoomId,
  setAvatar,
} from '@snug/contracts'
import { newClientId, type Person, signUp } from '../support/person.ts'
import { dataUrlOf } from '../support/pictures.ts'
import { landscape } from './landscapes.ts'

/** A house in which something has happened. */
export interface Stage {
  url: string
  ada: Person
  ben: Person
  /** A lively room, one without a word, one that Ada is not in, and one in Arabic. */
  lake: RoomId
  silent: RoomId
  closed: RoomId
  arabic: RoomId
  /** Messages of the lively room by what they show. */
  said: Record<'first' | 'five' | 'captioned' | 'quoted', Message>
}

const SHAPES = [
  [1200, 900],
  [900, 1200],
  [1200, 675],
  [1050, 1050],
] as const

/** Of saying something. */
const TRIES = 5

/** Fills a house with people who know each other. */
export async function setStage(url: string): Promise<Stage> {
  const [ada, ben, cleo] = [await signUp(url, 'ada'), await signUp(url, 'ben'), await signUp(url, 'cleo')]
  await signUp(url, 'dora') // who is in no room yet
  await introduce(ada, 'Ada Lovelace', 'Counts the ducks on the lake.', 3)
  await introduce(ben, 'Ben Okafor', '', 7)
  await call(cleo.caller, editMe, { body: { displayName: 'Cleo with a really long name that somebody had to have' } })

  const room = async (name: string, topic: string, ...guests: Person[]) => {
    const { id } = await call(ada.caller, createRoom, { body: { name, topic, visibility: 'private' } })
    for (const { profile } of guests)
      await call(ada.caller, inviteMember, { params: { roomId: id }, body: { username: profile.username } })
    return id
  }
  const closed = (
    await call(cleo.caller, createRoom, {
      body: { name: 'Chess on Tuesdays', topic: 'All are welcome', visibility: 'public' },
    })
  ).id
  const silent = await room('Quiet corner', '')
  const arabic = await room('غرفة البحيرة', 'صور من البحيرة', ben)
  await say(ben, arabic, { text: 'صباح الخير! كيف كانت الرحلة؟' })
  await say(ada, arabic, { text: 'جميلة جدا، سأرسل الصور https://example.org قريبا.' })
  const lake = await room('The lake', 'Swimming, boats, and what we cooked', ben, cleo)
  return { url, ada, ben, lake, silent, closed, arabic, said: await talk(lake, ada, ben, cleo) }
}

async function introduce({ caller }: Person, displayName: string, bio: string, face: number): Promise<void> {
  await call(caller, editMe, { body: { displayName, bio } })
  await call(caller, setAvatar, { body: { picture: dataUrlOf(await landscape(face, 600, 600)) } })
}

async function talk(lake: RoomId, ada: Person, ben: Person, cleo: Person): Promise<Stage['said']> {
  const first = await say(ben, lake, { text: 'Who is in for a swim on **Saturday**? The water has 19° already.' })
  await say(ada, lake, { text: 'Me! I bring the boat. Packing list:\n\n- towels\n- `sun cream`\n- ~~umbrella~~ never' })
  await say(cleo, lake, { text: '@ada the lake house is https://example.org/lake-house, key under the stone' })
  const quoted = await say(ada, lake, { text: 'Found it.', replyTo: first.seq })
  await say(ben, lake, {}, 1)
  const captioned = await say(ada, lake, { text: 'Morning fog' }, 1, {
    alt: 'Hills in the fog',
    caption: 'Six in the morning, nobody else awake',
  })
  await say(ada, lake, {}, 2)
  await say(ben, lake, { text: 'Three from the boat' }, 3)
  await say(cleo, lake, {}, 4)
  const five = await say(ben, lake, { text: 'And all the others' }, 9)
  await say(ada, lake, { text: '🎉' })
  for (const [person, emoji] of [
    [ada, '❤️'],
    [cleo, '❤️'],
    [cleo, '😂'],
    [ben, '🏊'],
  ] as const)
    await call(person.caller, addReaction, { params: { roomId: lake, seq: five.seq, emoji } })
  await say(cleo, lake, {
    text: 'These are wonderful. I had forgotten how green it was, and how long one could stay out in the evening before it got cold and the mosquitoes came for us.',
  })
  return { first, five, captioned, quoted }
}

let drawn = 0

async function say(
  { caller }: Person,
  roomId: RoomId,
  said: Partial<NewMessage>,
  pictures = 0,
  words: { alt?: string; caption?: string } = {},
): Promise<Message> {
  const attachments = []
  for (let i = 0; i < pictures; i++) {
    const [width, height] = SHAPES[drawn % SHAPES.length] ?? SHAPES[0]
    attachments.push({ dataUrl: dataUrlOf(await landscape(++drawn, width, height)), ...words })
  }
  const body = { clientId: newClientId(), text: '', photoIds: [], ...said, ...(pictures > 0 && { attachments }) }
  return patiently(() => call(caller, postMessage, { params: { roomId }, body }))
}

/** On a busy machine nine pictures take longer than the house waits for itself. Said again, it is the same message. */
async function patiently<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (tries <= 1 || !(error instanceof Problem && error.code === 'unavailable')) throw error
    return patiently(work, tries - 1)
  }
}
