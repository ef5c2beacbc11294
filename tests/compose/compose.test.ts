import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { call, createRoom, inviteMember, listMessages, type Message, postMessage } from '@snug/contracts'
import sharp from 'sharp'
import { Line, logIn, newClientId, type Person, signUp } from '../support/person.ts'
import { dataUrlOf, phonePhoto } from '../support/pictures.ts'
import { ComposedHouse, whyNot } from './support.ts'

/** Images are built from nothing and a database is made; on a slow machine that takes minutes. */
const TIMEOUT_MS = 600_000
/** A killed service is back after a second or two. */
const PATIENCE_MS = 60_000
const SERVICES = ['gateway', 'profile', 'auth', 'chatroom', 'file']
const OWNERS = SERVICES.slice(1)

/** The answer to a request that calls the host by that name. */
async function statusUnder(host: string, url: string): Promise<number | undefined> {
  const [response] = (await once(get(url, { headers: { host } }), 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode
}

describe('docker compose up', { skip: whyNot(), timeout: TIMEOUT_MS }, () => {
  let house: ComposedHouse
  let ada: Person
  let ben: Person
  let said: Message
  const photo = (who: Person) =>
    fetch(`${house.url}/api/v1/photos/${said.photos[0]?.id}/medium`, { headers: who.caller.headers ?? {} })

  before(async () => {
    house = await ComposedHouse.open()
    await house.compose('up', '--build', '--wait')
  })
  after(() => house.remove())

  test('two people talk live and share a picture', async () => {
    ;[ada, ben] = [await signUp(house.url, 'ada'), await signUp(house.url, 'ben')]
    const { id: roomId } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })
    await call(ada.caller, inviteMember, { params: { roomId }, body: { username: 'ben' } })
    const line = await Line.open(house.url, ben)
    line.say({ type: 'subscribe', roomId })
    await line.hears('subscribed')

    const attachments = [{ dataUrl: dataUrlOf(await phonePhoto()), alt: 'a duck' }]
    said = await call(ada.caller, postMessage, {
      params: { roomId },
      body: { clientId: newClientId(), text: 'look 🦆', attachments },
    })

    assert.deepEqual((await line.hears('message')).message, said)
    const { width, height, exif } = await sharp(await (await photo(ben)).arrayBuffer()).metadata()
    assert.deepEqual([width, height, exif], [720, 960, undefined])
    line.socket.close()
  })

  test('SEC-18: two ports are published, to this machine only, and no inner route', async () => {
    const published = (await house.containers()).flatMap(({ Name, NetworkSettings: { Ports } }) =>
      Object.values(Ports).flatMap((bound) => (bound ?? []).map(({ HostIp }) => [Name.split('-').at(-2), HostIp])),
    )
    assert.deepEqual(published.sort(), [
      ['gateway', '127.0.0.1'],
      ['phpmyadmin', '127.0.0.1'],
    ])
    for (const path of ['/internal/keys', '/api/v1/internal/keys', '/health/ready', '/phpmyadmin/', '/.env']) {
      const response = await fetch(house.url + path, { headers: { accept: 'application/json' } })
      assert.equal(response.status, 404, path)
    }
  })

  test('phpMyAdmin shows what snug_reader may see', async () => {
    const page = async (query: string) => (await fetch(`${house.inspectUrl}/index.php?${query}`)).text()
    assert.match(await page('route=/'), /snug_reader@localhost/)
    assert.match(await page('route=/sql&db=snug_chatroom&table=rooms'), /The lake/)
    assert.match(await page('route=/sql&db=snug_profile&table=readable_profiles'), /display_name/)
    assert.match(await page('route=/&server=2'), /input_username/)
    assert.equal(await statusUnder('snug.evil.example', house.inspectUrl), 421)
    await assert.rejects(house.sql('snug_reader', 'SELECT password_hash FROM snug_profile.profiles'), /denied/)
    await assert.rejects(house.sql('snug_reader', "UPDATE snug_chatroom.rooms SET name = ''"), /denied/)
  })

  test('SEC-43: a service reaches its own rows and nothing else, and root comes by no network', async () => {
    for (const owner of OWNERS) {
      assert.deepEqual(await house.sql(`snug_${owner}`, 'SHOW GRANTS'), [
        `GRANT USAGE ON *.* TO \`snug_${owner}\`@\`%\``,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON \`snug\\\\_${owner}\`.* TO \`snug_${owner}\`@\`%\``,
      ])
      const seen = (await house.sql(`snug_${owner}_migrator`, 'SHOW DATABASES')).filter((name) => /snug/.test(name))
      assert.deepEqual(seen, [`snug_${owner}`])
    }
    await assert.rejects(house.sql('root', 'SELECT 1'), /denied/)
  })

  test('SEC-44: containers have few rights and bounds to what they take', async () => {
    for (const { Name, HostConfig, Mounts } of await house.containers()) {
      assert.deepEqual(HostConfig.CapDrop, ['ALL'], Name)
      assert.deepEqual(HostConfig.SecurityOpt, ['no-new-privileges:true'], Name)
      assert.equal(HostConfig.ReadonlyRootfs, !Name.includes('phpmyadmin'), Name)
      assert.ok(HostConfig.Memory > 0 && HostConfig.PidsLimit > 0 && !HostConfig.Privileged, Name)
      assert.ok(!Mounts.some(({ Source }) => Source.endsWith('docker.sock')), Name)
    }
    const whoami = 'console.log(process.getuid()); (await import("node:fs")).writeFileSync("/app/evil", "")'
    for (const service of SERVICES) {
      await assert.rejects(house.inside(service, whoami), ({ stdout, stderr }: { stdout: string; stderr: string }) => {
        assert.equal(stdout.trim(), '1000', service)
        return /EROFS/.test(stderr)
      })
      await assert.rejects(house.compose('exec', '-T', service, 'sh', '-c', 'command -v cc gcc make'), { code: 127 })
    }
  })

  test('SEC-44: a service reaches those it talks to, and nobody outside', async () => {
    const reached = async (from: string) => {
      const hosts = [...SERVICES, 'phpmyadmin', 'example.org']
      const script = `import { lookup } from 'node:dns/promises'
        for (const host of ${JSON.stringify(hosts)}) await lookup(host).then(() => console.log(host), () => {})`
      return (await house.inside(from, script)).split('\n').filter((name) => name !== from)
    }
    assert.deepEqual(await reached('profile'), ['gateway', 'auth', 'chatroom'])
    assert.deepEqual(await reached('file'), ['gateway', 'auth', 'chatroom'])
    assert.deepEqual(await reached('auth'), ['gateway', 'profile', 'chatroom', 'file'])
    assert.deepEqual(await reached('chatroom'), ['gateway', 'profile', 'auth', 'file'])
  })

  test('a service that is killed comes back, and nobody loses their line', async () => {
    const line = await Line.open(house.url, ben)
    line.say({ type: 'subscribe', roomId: said.roomId })
    await line.hears('subscribed')
    await house.inside('chatroom', 'process.kill(-1, "SIGKILL")').catch(() => {})

    const body = { clientId: newClientId(), text: 'still there?' }
    const say = () => call(ada.caller, postMessage, { params: { roomId: said.roomId }, body })
    const until = Date.now() + PATIENCE_MS
    while (!(await say().catch(() => undefined)) && Date.now() < until) await sleep(200)

    await line.hears('message', ({ message }) => message.clientId === body.clientId)
    line.socket.close()
  })

  test('all is still there after down and up', async () => {
    await house.compose('down')
    await house.compose('up', '--wait')
    ben = await logIn(house.url, 'ben')
    const { items } = await call(ben.caller, listMessages, { params: { roomId: said.roomId }, query: {} })
    assert.deepEqual(
      items.map(({ text }) => text),
      ['look 🦆', 'still there?'],
    )
    assert.equal((await photo(ben)).status, 200)
    const check = await house.compose('exec', '-T', 'file', 'node', 'src/storage-check.js')
    assert.match(check, /1 picture checked; rows and files match/)
  })

  test('SEC-45: production takes no password that the repository knows', async () => {
    const production = ['-f', 'docker-compose.yml', '-f', 'deploy/compose.production.yml', 'config']
    await assert.rejects(house.compose(...production), /required variable/)
    const start = (...args: string[]) =>
      house.compose('run', '--rm', '--no-deps', '--env', 'NODE_ENV=production', ...args)
    for (const owner of OWNERS) await assert.rejects(start(owner), { code: 78, stderr: /MIGRATION_DATABASE_URL has a/ })
    const short = 'mysql://snug_profile:guess-me@mysql/snug_profile'
    await assert.rejects(
      start('--env', `DATABASE_URL=${short}`, '--env', `MIGRATION_DATABASE_URL=${short}`, 'profile'),
      {
        code: 78,
      },
    )
  })
})
