import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { KeptProcess } from '../house/process.ts'

test('REL-10: a process whose pid cannot be written down is kept all the same', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'snug-process-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const { promise: said, resolve } = Promise.withResolvers<string>()
  const command = [process.execPath, '--eval', 'console.log("here"); setInterval(() => {}, 1000)'] as const
  const program = { name: 'one', command, env: process.env, pidFile: join(folder, 'gone/one.pid'), graceMs: 5_000 }
  const lines: string[] = []
  const one = new KeptProcess(program, (line) => {
    lines.push(line)
    if (line === 'here') resolve(line)
  })
  await said
  assert.match(lines[0] ?? '', /^its pid is in no file: ENOENT/)
  await one.stop()
  assert.equal(one.pid, undefined)
})
