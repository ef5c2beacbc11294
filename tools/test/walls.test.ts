import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breachesIn } from '../house/walls.ts'

const mayImport = (file: string, name: string) => breachesIn(file, `import { thing } from '${name}'\n`).length === 0

test('contracts import zod and nothing else', () => {
  assert.ok(mayImport('packages/contracts/src/rooms.ts', 'zod'))
  assert.ok(mayImport('packages/contracts/src/rooms.ts', './primitives.ts'))
  assert.ok(!mayImport('packages/contracts/src/rooms.ts', 'node:crypto'))
  assert.ok(!mayImport('packages/contracts/src/rooms.ts', '@snug/service-kit'))
})

test('the client library imports contracts and nothing of Node', () => {
  assert.ok(mayImport('packages/client/src/live.ts', '@snug/contracts'))
  assert.ok(mayImport('packages/client/test/live.test.ts', 'ws'))
  assert.ok(!mayImport('packages/client/src/live.ts', 'node:crypto'))
  assert.ok(!mayImport('packages/client/src/live.ts', 'ws'))
  assert.ok(!mayImport('packages/client/src/live.ts', '@snug/service-kit'))
  assert.ok(!mayImport('packages/contracts/src/live.ts', '@snug/client'))
})

test('a service imports contracts and the kit, and no other service', () => {
  assert.ok(mayImport('services/auth/src/app.ts', '@snug/contracts'))
  assert.ok(mayImport('services/auth/test/support.ts', '@snug/service-kit/testing'))
  assert.ok(!mayImport('services/auth/src/app.ts', '@snug/service-kit/testing'))
  assert.ok(!mayImport('services/auth/src/app.ts', '@snug/profile'))
})

test('the web client imports contracts and the client library', () => {
  assert.ok(mayImport('web/src/main.tsx', '@snug/contracts'))
  assert.ok(mayImport('web/src/main.tsx', '@snug/client'))
  assert.ok(mayImport('web/test/rows.test.ts', '@snug/client/testing'))
  assert.ok(!mayImport('web/src/main.tsx', '@snug/client/testing'))
  assert.ok(!mayImport('web/src/main.tsx', '@snug/service-kit'))
  assert.ok(!mayImport('services/auth/src/app.ts', '@snug/client'))
})

test('nobody climbs over a wall by a relative path, in whatever form it is written', () => {
  assert.ok(mayImport('services/auth/src/login/routes.ts', '../database.ts'))
  assert.ok(!mayImport('services/auth/src/app.ts', '../../profile/src/app.ts'))
  assert.equal(breachesIn('web/src/a.ts', "export * from '../../tools/house.ts'").length, 1)
  assert.equal(breachesIn('web/src/a.ts', "await import('../../tools/house.ts')").length, 1)
  assert.equal(breachesIn('web/src/a.ts', 'import "../../tools/house.ts"').length, 1)
})

test('features of the web client do not know each other, and what they share knows none of them', () => {
  assert.ok(mayImport('web/src/timeline/message.tsx', '../photos/photo-grid.tsx'))
  assert.ok(mayImport('web/src/timeline/message.tsx', './said.tsx'))
  assert.ok(mayImport('web/src/app/room-screen.tsx', '../timeline/timeline.tsx'))
  assert.ok(mayImport('web/src/main.tsx', './app/router.tsx'))
  assert.ok(!mayImport('web/src/timeline/message.tsx', '../composer/tray-view.tsx'))
  assert.ok(!mayImport('web/src/photos/photo-grid.tsx', '../viewer/viewer.tsx'))
  assert.ok(!mayImport('web/src/rail/rail.tsx', '../app/router.tsx'))
})
