import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ROOT } from '@snug/tools/house'

test('every setting of every service is in the table that owners read', () => {
  const table = readFileSync(`${ROOT}/docs/self-hosting.md`, 'utf8')
  const files = globSync(['services/*/src/config.ts', 'packages/service-kit/src/config.ts'], { cwd: ROOT })
  const settings = files.flatMap((file) =>
    [...readFileSync(`${ROOT}/${file}`, 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? ''),
  )
  assert.ok(settings.length > 30)
  for (const name of settings) assert.ok(table.includes(`\`${name}\``), `${name} is missing in docs/self-hosting.md`)
})
