import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, call, login, type Problem, refresh } from '@snug/contracts'
import { networkOf } from '../src/login/address.ts'
import { password, startAuth } from './support.ts'

const tryIn = (caller: Caller, name: string, word = 'wrong') =>
  call(caller, login, { body: { login: name, password: word } }).then(
    () => 'in',
    (problem: Problem) => problem.code,
  )

test('SEC-03: after ten wrong passwords a name has to wait, in every spelling and from everywhere', async (t) => {
  const { from } = await startAuth(t)
  for (let i = 0; i < 10; i++) assert.equal(await tryIn(from(`192.0.2.${i}`), 'ada'), 'wrong_credentials')
  for (const name of ['ada', 'ADA', 'ａｄａ', 'ada  '])
    await assert.rejects(call(from('198.51.100.7'), login, { body: { login: name, password } }), (problem: Problem) => {
      assert.equal(problem.code, 'too_many_requests')
      assert.ok((problem.extras.retryAfter ?? 0) >= 1 && (problem.extras.retryAfter ?? 99) <= 5)
      return true
    })
  assert.equal(await tryIn(from('192.0.2.1'), 'ben', password), 'in')
})

test('SEC-03: the wait doubles, is never longer than a minute, and whoever knows the password is let in after it', async (t) => {
  const { from } = await startAuth(t)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  for (let i = 0; i < 10; i++) await tryIn(from('192.0.2.1'), 'ada')
  const waits: number[] = []
  for (let i = 0; i < 6; i++) {
    const problem = await call(from('192.0.2.1'), login, { body: { login: 'ada', password } }).catch((error) => error)
    waits.push(problem.extras.retryAfter)
    t.mock.timers.tick(problem.extras.retryAfter * 1000)
    if (i < 5) assert.equal(await tryIn(from('192.0.2.1'), 'ada'), 'wrong_credentials')
  }
  assert.deepEqual(waits, [5, 10, 20, 40, 60, 60])
  assert.equal(await tryIn(from('192.0.2.1'), 'ada', password), 'in')
})

test('SEC-03: many guesses at once are no way around the limit', async (t) => {
  const { from } = await startAuth(t)
  const answers = await Promise.all(Array.from({ length: 40 }, () => tryIn(from('192.0.2.1'), 'ada')))
  assert.equal(answers.filter((answer) => answer === 'wrong_credentials').length, 10)
  assert.equal(answers.filter((answer) => answer === 'too_many_requests').length, 30)
})

test('SEC-03: a crowd that knows its passwords is let in, however large', async (t) => {
  const { from } = await startAuth(t)
  const crowd = Array.from({ length: 120 }, (_, i) => tryIn(from('192.0.2.1'), `friend-${i % 4}`, password))
  assert.deepEqual(new Set(await Promise.all(crowd)), new Set(['in']))
})

test('SEC-03: after fifty wrong tries an address has to wait, refreshes included; its neighbours need not', async (t) => {
  const { from } = await startAuth(t)
  const made = (address: string) =>
    call(from(address), refresh, { body: { refreshToken: 'x'.repeat(67) } }).catch((problem) => problem.code)
  for (let i = 0; i < 25; i++) assert.equal(await tryIn(from(`2001:db8:1:2::${i}`), `name-${i}`), 'wrong_credentials')
  for (let i = 0; i < 25; i++) assert.equal(await made(`2001:db8:1:2:${i}::1`), 'refresh_refused')
  assert.equal(await tryIn(from('2001:db8:1:2:ffff::'), 'ada', password), 'too_many_requests')
  assert.equal(await made('2001:0db8:0001:0002::9'), 'too_many_requests')
  assert.equal(await tryIn(from('2001:db8:1:3::1'), 'ada', password), 'in')
})

test('SEC-03: only the last address told counts, which is the gateway’s word', async (t) => {
  const { from } = await startAuth(t, { WRONG_PER_ADDRESS: 3 })
  for (let i = 0; i < 3; i++) await tryIn(from(`203.0.113.${i}, 192.0.2.1`), `name-${i}`)
  assert.equal(await tryIn(from('203.0.113.9, 192.0.2.1'), 'ada'), 'too_many_requests')
})

test('SEC-03: an IPv6 household is its first 64 bits', () => {
  const networks = {
    '192.0.2.1': '192.0.2.1',
    '::ffff:192.0.2.1': '192.0.2.1',
    '2001:db8::1': '2001:db8:0:0::/64',
    '2001:0DB8:0:0:1:2:3:4': '2001:db8:0:0::/64',
    '2001:db8:1:2:3::': '2001:db8:1:2::/64',
    '::1': '0:0:0:0::/64',
    'fe80::1%eth0': 'fe80:0:0:0::/64',
    nonsense: 'nonsense',
  }
  for (const [address, network] of Object.entries(networks)) assert.equal(networkOf(address), network)
})
