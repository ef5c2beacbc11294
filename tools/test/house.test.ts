import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { claim } from '../house/claim.ts'
import { freePorts, House, SERVICES, Trouble } from '../house.ts'
import { testServer } from './support.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'snug-house-'))
const lines: string[] = []
let house: House

before(async () => {
  const [port = 0] = await freePorts(1)
  house = await new House({ dataDir, port, print: (line) => lines.push(line) }).start()
})
after(async () => {
  await house.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('each process is named by a file and says who it is', () => {
  for (const name of ['mysql', ...SERVICES] as const)
    assert.equal(readFileSync(join(dataDir, `run/${name}.pid`), 'utf8').trim(), String(house.pid(name)))
  assert.ok(lines.some((line) => line.startsWith('chatroom | ')))
})

test('passwords are for the owner of the house alone', () => {
  assert.equal(statSync(join(dataDir, 'secrets.json')).mode & 0o777, 0o600)
})

test('a second house in the same folder is refused', () => {
  assert.throws(() => new House({ dataDir, port: 1 }), Trouble)
})

test('a service that dies is started again and says so', async () => {
  const before = house.pid('profile')
  await house.restart('profile')
  assert.notEqual(house.pid('profile'), before)
  assert.ok(lines.some((line) => /^profile {2}\| ended unexpectedly \(SIGKILL\)/.test(line)))
})

test('the database dies and comes back, and the services with it', async () => {
  house.kill('mysql')
  await until(async () => (await fetch(`${house.urlOf('auth')}/health/ready`)).status === 503)
  await house.untilReady('auth')
})

test('a taken port is told in a sentence, and nothing is left running', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const folder = mkdtempSync(join(tmpdir(), 'snug-house-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await assert.rejects(new House({ dataDir: folder, port }).start(), /is taken/)
  assert.deepEqual(readdirSync(join(folder, 'run')), [])
})

test('two houses stand side by side, and a stopped one leaves no pid file', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'snug-house-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [port = 0] = await freePorts(1)
  const server = { rootUrl: testServer(), prefix: 'tside_' }
  const second = await new House({ dataDir: folder, port, server }).start()
  assert.equal((await fetch(`${second.url}/api/v1/health`)).status, 200)
  assert.equal((await fetch(`${house.url}/api/v1/health`)).status, 200)
  await second.stop()
  assert.deepEqual(readdirSync(join(folder, 'run')), [])
})

test('the claim of a process that died is swept away', async () => {
  const file = join(dataDir, 'claim')
  const gone = spawn(process.execPath, ['--eval', '0'])
  await once(gone, 'exit')
  writeFileSync(file, `${gone.pid} 1\n`)
  claim(file)()
  assert.equal(existsSync(file), false)
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}
