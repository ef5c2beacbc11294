import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Room } from '@snug/contracts'
import { roomBeside } from '../src/keys/beside.ts'
import { actOf, chordOf, isFirst, isLetter } from '../src/keys/chord.ts'
import { fitOf, roomsFor } from '../src/keys/match-rooms.ts'
import { regionBeside } from '../src/keys/regions.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {},
  code = '',
) => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }) as const

const room = (name: string, unreadCount = 0) => ({ id: name, name, me: { unreadCount } }) as unknown as Room
const namesOf = (rooms: readonly Room[]) => rooms.map(({ name }) => name)

test('a press is read as the table of keys writes it', () => {
  assert.equal(chordOf(press('k', { ctrlKey: true }), false), 'Mod+K')
  assert.equal(chordOf(press('k', { metaKey: true }), true), 'Mod+K')
  assert.equal(chordOf(press('k', { ctrlKey: true }), true), 'Other+K')
  assert.equal(chordOf(press('ArrowUp', { altKey: true, shiftKey: true }), false), 'Alt+Shift+ArrowUp')
  assert.equal(chordOf(press('U', { shiftKey: true }), false), 'Shift+U')
  assert.equal(chordOf(press('?', { shiftKey: true }), false), '?')
  // Ctrl+/ where the slash is above the 7, and Ctrl+K where letters are not Latin.
  assert.equal(chordOf(press('/', { ctrlKey: true, shiftKey: true }), false), 'Mod+/')
  assert.equal(chordOf(press('л', { ctrlKey: true }, 'KeyK'), false), 'Mod+K')
})

test('two keys one after the other do what the second alone does not', () => {
  assert.ok(isFirst('G'))
  assert.equal(actOf('H', 'G'), 'home')
  assert.equal(actOf('H'), undefined)
  assert.equal(actOf('F6', 'G'), 'nextRegion')
})

test('single letters and signs are told from chords, for they can be switched off', () => {
  for (const chord of ['G', '?', 'Shift+U', '+']) assert.ok(isLetter(chord), chord)
  for (const chord of ['Mod+K', 'F6', 'Alt+ArrowUp', 'Escape']) assert.ok(!isLetter(chord), chord)
})

test('some letters find a room: by its beginning, a word of it, or in their order', () => {
  assert.equal(fitOf('Café crème', 'cafe'), 3)
  assert.equal(fitOf('Café crème', 'cre'), 2)
  assert.equal(fitOf('Café crème', 'cfm'), 1)
  assert.equal(fitOf('Café crème', 'lake'), 0)
  const rooms = [room('Family'), room('The lake'), room('Lake house', 2), room('Lanterns')]
  assert.deepEqual(namesOf(roomsFor(rooms, 'la')), ['Lake house', 'Lanterns', 'The lake'])
  assert.deepEqual(namesOf(roomsFor(rooms, ' ')), ['Lake house', 'Family', 'The lake', 'Lanterns'])
})

test('the rooms are walked in the order of the rail, around its ends', () => {
  const rooms = [room('a'), room('b', 1), room('c'), room('d', 3)]
  const [a, b, c, d] = rooms
  const idOf = (one?: Room) => one?.id
  assert.equal(roomBeside(rooms, idOf(a), 1), b)
  assert.equal(roomBeside(rooms, idOf(a), -1), d)
  assert.equal(roomBeside(rooms, idOf(b), 1, true), d)
  assert.equal(roomBeside(rooms, idOf(d), 1, true), b)
  assert.equal(roomBeside(rooms, idOf(c), -1, true), b)
  assert.equal(roomBeside(rooms, undefined, 1), a)
  assert.equal(roomBeside(rooms, undefined, -1), d)
  assert.equal(roomBeside([room('alone')], 'alone' as never, 1), undefined)
})

test('the regions are walked around, from outside of them at the first or the last', () => {
  const there = ['rail', 'timeline', 'composer'] as const
  assert.equal(regionBeside(there, 'rail', 1), 'timeline')
  assert.equal(regionBeside(there, 'composer', 1), 'rail')
  assert.equal(regionBeside(there, 'rail', -1), 'composer')
  assert.equal(regionBeside(there, undefined, 1), 'rail')
  assert.equal(regionBeside(there, undefined, -1), 'composer')
})
