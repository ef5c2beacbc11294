import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, ben, message } from '@snug/client/testing'
import type { Member, ProfileId } from '@snug/contracts'
import { afterSeen } from '../src/people/seen.ts'
import { seenMarks } from '../src/timeline/seen-marks.ts'

const [eve, gus] = ['eve', 'gus'] as ProfileId[] as [ProfileId, ProfileId]
const member = (profileId: ProfileId, seenSeq: number): Member => ({
  ...{ profileId, seenSeq },
  ...{ role: 'member', joinedAt: new Date() },
})

/** Messages 5 to 9 of the room, which ada reads: 5 and 8 are ben's, the others hers. */
const run = [5, 6, 7, 8, 9].map((seq) => message(seq, { authorId: seq === 5 || seq === 8 ? ben : ada }))
const marksOf = (members: Member[], reachedEnd = true) => [
  ...seenMarks({ messages: run, reachedEnd }, members, ada).entries(),
]

test('a mark stands behind the last message that somebody has seen, with those who have seen as much', () => {
  assert.deepEqual(marksOf([member(eve, 6), member(ben, 9), member(gus, 6), member(ada, 9)]), [
    [6, [eve, gus]],
    [9, [ben]],
  ])
})

test('who said something has seen all before it, and behind what they said themselves stands no mark', () => {
  assert.deepEqual(marksOf([member(ben, 6)]), [])
  assert.deepEqual(marksOf([member(ben, 8)]), [])
  assert.deepEqual(marksOf([member(ben, 9)]), [[9, [ben]]])
})

test('who lets nobody see has no mark, not even by what they say', () => {
  assert.deepEqual(marksOf([member(ben, 0), member(eve, 0)]), [])
})

test('marks above and below what is here are not drawn; the end of the room is the last that can be seen', () => {
  assert.deepEqual(marksOf([member(eve, 4), member(gus, 12)], false), [])
  assert.deepEqual(marksOf([member(gus, 12)]), [[9, [gus]]])
  assert.deepEqual([...seenMarks({ messages: [], reachedEnd: true }, [member(eve, 4)], ada)], [])
})

test('what was seen stays seen, and a stranger changes nothing', () => {
  const members = [member(eve, 6), member(ben, 9)]
  assert.deepEqual(
    afterSeen(members, eve, 8).map(({ seenSeq }) => seenSeq),
    [8, 9],
  )
  assert.equal(afterSeen(members, ben, 7), members)
  assert.equal(afterSeen(members, gus, 7), members)
})

test('a mark goes on and never back, until its person lets nobody see it', () => {
  const seenSeqAfter = (seq: number) => afterSeen([member(eve, 6)], eve, seq)[0]?.seenSeq
  assert.deepEqual([5, 7, 0].map(seenSeqAfter), [6, 7, 0])
})
