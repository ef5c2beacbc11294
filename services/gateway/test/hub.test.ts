import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClientId, ProfileId, RoomId, SessionId } from '@snug/contracts'
import { Hub, type Listener, type News, PATIENCE_MS, SILENCE_MS } from '../src/live/hub.ts'

const kitchen = 'kitchen' as RoomId
const garden = 'garden' as RoomId
let lastId = 0

/** Somebody who listens with an array; `|` marks where one write ended. */
function listener(name: string, hub: Hub) {
  const heard: string[] = []
  const one: Listener & { heard: string[] } = {
    id: ++lastId,
    profileId: name as ProfileId,
    sessionId: `session of ${name}` as SessionId,
    rooms: new Set(),
    asked: new Map(),
    unanswered: new Map(),
    heard,
    write: (frames) => void heard.push(String(frames)),
    flush: () => void heard.push('|'),
    close: (code) => void heard.push(`closed ${code}`),
  }
  hub.add(one)
  return one
}

function say(hub: Hub, ...blocks: [News['head'], string][]) {
  for (const [head, text] of blocks) hub.hear({ head, frames: Buffer.from(text) })
  hub.flush()
}

function sitDown(hub: Hub, one: Listener, roomId: RoomId, seq = 0) {
  hub.want(one, roomId, undefined)
  say(hub, [{ to: 'line', line: one.id, joins: roomId, seq }, 'joined'])
}

test('who joins hears what comes after, and nothing before', () => {
  const hub = new Hub()
  const ada = listener('ada', hub)
  hub.want(ada, kitchen, 3)
  say(hub, [{ to: 'room', roomId: kitchen, seq: 4 }, 'four'])
  say(
    hub,
    [{ to: 'line', line: ada.id, joins: kitchen, seq: 4 }, 'joined'],
    [{ to: 'room', roomId: kitchen, seq: 5 }, 'five'],
  )
  assert.deepEqual(ada.heard, ['joined', 'five', '|'])
})

test('a room asked for twice is asked for once, until it is answered', () => {
  const hub = new Hub()
  const ada = listener('ada', hub)
  assert.deepEqual([hub.want(ada, kitchen, 3), hub.want(ada, kitchen, 2)], [true, false])
  say(hub, [{ to: 'line', line: ada.id, refuses: kitchen }, 'problem'])
  assert.equal(hub.want(ada, kitchen, 3), true)
  say(hub, [{ to: 'line', line: ada.id, joins: kitchen, seq: 4 }, 'joined'])
  assert.equal(hub.want(ada, kitchen, 4), true)
})

test('who changed their mind while the answer was under way does not join', () => {
  const hub = new Hub()
  const ada = listener('ada', hub)
  hub.want(ada, kitchen, undefined)
  hub.leave(ada, kitchen)
  say(hub, [{ to: 'line', line: ada.id, joins: kitchen, seq: 0 }, 'joined'], [{ to: 'room', roomId: kitchen }, 'one'])
  assert.deepEqual(ada.heard, [])
})

test('SEC-13: who is put out hears that, and nothing more of the room, on any device', () => {
  const hub = new Hub()
  const [phone, desk, ben] = [listener('ada', hub), listener('ada', hub), listener('ben', hub)]
  for (const one of [phone, desk, ben]) sitDown(hub, one, kitchen)
  say(
    hub,
    [{ to: 'person', profileId: phone.profileId, leaves: kitchen }, 'left'],
    [{ to: 'room', roomId: kitchen, seq: 1 }, 'secret'],
  )
  assert.deepEqual(phone.heard.slice(-2), ['left', '|'])
  assert.deepEqual(desk.heard.slice(-2), ['left', '|'])
  assert.deepEqual(ben.heard.slice(-2), ['secret', '|'])
})

test('when a room ends, everybody there hears it last', () => {
  const hub = new Hub()
  const ada = listener('ada', hub)
  sitDown(hub, ada, kitchen)
  say(hub, [{ to: 'end', roomId: kitchen }, 'gone'], [{ to: 'room', roomId: kitchen }, 'ghost'])
  assert.deepEqual(ada.heard.slice(-2), ['gone', '|'])
  assert.deepEqual(hub.resume(), [])
})

test('REL-04: after a break each room goes on from what everybody has heard', () => {
  const hub = new Hub()
  const [ada, ben] = [listener('ada', hub), listener('ben', hub)]
  for (const one of [ada, ben]) sitDown(hub, one, kitchen, 7)
  say(hub, [{ to: 'room', roomId: kitchen, seq: 9 }, 'eight, nine'])
  hub.want(ben, garden, 2)
  assert.deepEqual(hub.resume(), [
    { type: 'resume', roomId: kitchen, afterSeq: 9, profileIds: ['ada', 'ben'] },
    { type: 'subscribe', line: ben.id, profileId: 'ben', roomId: garden, afterSeq: 2 },
  ])
})

test('a newcomer does not hide from a resume what the others have not heard yet', () => {
  const hub = new Hub()
  const [ada, ben] = [listener('ada', hub), listener('ben', hub)]
  sitDown(hub, ada, kitchen, 5)
  sitDown(hub, ben, kitchen, 20)
  assert.equal((hub.resume()[0] as { afterSeq: number }).afterSeq, 5)
})

test('a room in which nobody listens any more is let go, but not while somebody is on the way', () => {
  const hub = new Hub()
  const ada = listener('ada', hub)
  sitDown(hub, ada, kitchen)
  hub.remove(ada)
  const later = Date.now() + SILENCE_MS + 1
  const ben = listener('ben', hub)
  hub.want(ben, garden, undefined, later)
  assert.deepEqual(hub.sweep(later), [kitchen])
  assert.deepEqual(hub.sweep(later), [])
})

test('a subscribe waits for chatroom, though not for ever', () => {
  const hub = new Hub()
  const ada = listener('ada', hub)
  hub.want(ada, kitchen, undefined)
  assert.deepEqual(hub.expire(), [])
  assert.deepEqual(hub.expire(Date.now() + PATIENCE_MS + 1), [[ada, kitchen]])
  assert.deepEqual(hub.expire(Date.now() + PATIENCE_MS + 1), [])
})

test('SEC-07: the end of a session closes its lines and no others', () => {
  const hub = new Hub()
  const [ada, ben] = [listener('ada', hub), listener('ben', hub)]
  hub.endSession(ada.sessionId)
  assert.deepEqual(ada.heard, ['closed 4401'])
  assert.deepEqual(ben.heard, [])
})

test('a message counts as answered once a block for its sender says so', () => {
  const hub = new Hub()
  const [ada, ben] = [listener('ada', hub), listener('ben', hub)]
  const [first, second] = [crypto.randomUUID() as ClientId, crypto.randomUUID() as ClientId]
  for (const one of [ada, ben]) for (const id of [first, second]) one.unanswered.set(id, kitchen)
  say(hub, [{ to: 'line', line: ada.id, answers: [first] }, 'ack'])
  assert.deepEqual([...ada.unanswered.keys()], [second])
  assert.equal(ben.unanswered.size, 2)
})
