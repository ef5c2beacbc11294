import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PANES, paneWidths, resizePane } from '../src/preferences/panes.ts'
import { opened } from '../src/ui/overlay.ts'

test('a pane is as wide as one likes, within its bounds', () => {
  resizePane('rail', 300.4)
  assert.equal(paneWidths.get().rail, 300)
  resizePane('rail', 10)
  assert.equal(paneWidths.get().rail, PANES.rail.least)
  resizePane('panel', 5_000)
  assert.deepEqual(paneWidths.get(), { rail: PANES.rail.least, panel: PANES.panel.most })
})

test('one thing covers the screen at a time; the members stay open under it', () => {
  assert.deepEqual(opened([], 'rooms'), ['rooms'])
  assert.deepEqual(opened(['rooms'], 'newRoom'), ['newRoom'])
  assert.deepEqual(opened(['members'], 'keys'), ['members', 'keys'])
  assert.deepEqual(opened(['members', 'keys'], 'goTo'), ['members', 'goTo'])
})
