import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logLine } from '../house/log.ts'

const entry = { level: 40, time: 0, pid: 1, hostname: 'h', msg: 'refused', code: 'not_found' }

test('a line of pino becomes a line for people', () => {
  const line = logLine('auth', JSON.stringify({ ...entry, req: { method: 'GET', url: '/x' } }))
  assert.match(line, /^auth {5}\| \d\d:\d\d:\d\d WARN refused GET \/x code=not_found$/)
  assert.equal(logLine('auth', '{"not": "ours"}'), 'auth     | {"not": "ours"}')
})

test('SEC-35: nothing that somebody sent begins a line of its own or speaks to the terminal', () => {
  const sent = 'a\nauth     | 12:00:00 info logged in \u001b[2J\u009b1m\u007f'
  const line = logLine('auth', JSON.stringify({ ...entry, reason: sent, req: { method: 'GET', url: sent } }))
  assert.doesNotMatch(line, /\p{Cc}/u)
  assert.match(line, /reason=a\\x0aauth/)
  const broken = logLine('auth', JSON.stringify({ ...entry, err: { stack: `Error: ${sent}\n    at here` } }))
  assert.doesNotMatch(broken.replaceAll('\n', ''), /\p{Cc}/u)
})
