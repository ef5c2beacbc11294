import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseConfig } from '@snug/service-kit'

const address = (password: string) => `mysql://snug_file:${password}@db:3306/snug_file`
const faultsOf = (settings: object) =>
  DatabaseConfig.safeParse(settings).error?.issues.map(({ path, message }) => `${path} ${message}`) ?? []

test('SEC-45: production refuses a password that is short or known, and development does not', () => {
  const good = address('a-password-that-a-machine-made')
  for (const password of ['', 'short', 'development-snug_file']) {
    const settings = { DATABASE_URL: good, MIGRATION_DATABASE_URL: address(password) }
    assert.deepEqual(faultsOf(settings), [])
    const faults = faultsOf({ ...settings, NODE_ENV: 'production' })
    assert.ok(faults.length === 1 && faults[0]?.startsWith('MIGRATION_DATABASE_URL'), String(faults))
  }
})

test('SEC-47: a setting that is no address is refused in words that do not show it', () => {
  const faults = faultsOf({ NODE_ENV: 'production', DATABASE_URL: 'tiger', MIGRATION_DATABASE_URL: 'tiger' })
  assert.equal(faults.length, 2)
  assert.doesNotMatch(String(faults), /tiger/)
})
