import { randomUUID } from 'node:crypto'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { API_PREFIX, LIVE_PROTOCOL } from '@snug/contracts'
import { freePorts, ROOT } from '@snug/tools/house'
import type { ServeOptions } from './snug/serve.ts'
import { fillRoom, type Stage, setStage } from './snug/stage.ts'

/**
 * Snug for the side-by-side harness (`bench run ../main/bench/harness.ts --scenario F50`), which starts this file once in
 * itself and once in its load generator. Its own tools, where this file needs them, lie beside the script that runs.
 * Variant `small`: MySQL with little memory, as on the smallest machine.
 */
const tools = (name: string) => import(join(dirname(process.argv[1] ?? ''), `${name}.mjs`))

const DATA_DIR = join(tmpdir(), 'snug-bench-house')
const PREFIX = 'bench_'
const SMALL = [
  '--performance-schema=OFF',
  '--innodb-buffer-pool-size=16M',
  '--innodb-log-buffer-size=2M',
  '--innodb-redo-log-capacity=32M',
  '--innodb-doublewrite-pages=16',
  '--max-connections=60',
  '--table-open-cache=100',
  '--table-definition-cache=400',
  '--thread-cache-size=4',
  '--key-buffer-size=1M',
]

interface Address extends Stage {
  port: number
}

// In the harness's process.

/** Kept for a start that is not fresh. */
let stage: Stage = { tokens: {}, rooms: {} }

export async function start({ variant, fresh }: { variant: string; fresh: boolean }) {
  const { startMysql } = await tools('mysql')
  const { peersRoot } = await tools('peers')
  const { SERVER_CORE, start: startProcess, stop } = await tools('proc')
  const options = variant === 'small' ? SMALL : []
  const opening = startMysql({ database: 'snug', fresh: false, options })
  if (fresh) await opening // there is something to drop; else the house waits for its database itself
  const rootUrl = `mysql://root@localhost/?socketPath=${peersRoot}/var/lib/bench-mysql/sock`
  const [port = 0] = await freePorts(1)
  const serve: ServeOptions = { dataDir: DATA_DIR, port, rootUrl, prefix: PREFIX, fresh }
  // The launcher is compiled already, as `npm start` has it (tools/bootstrap.mjs).
  const env = { ...process.env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compile') }
  const script = join(import.meta.dirname, 'snug/serve.ts')
  const house = startProcess(SERVER_CORE, process.execPath, [script, JSON.stringify(serve)], { env })
  const [said, mysql] = await Promise.all([firstLine(house), opening])
  const { url, pids } = JSON.parse(said)
  const address: Address = { port, ...stage }
  return {
    address,
    // The launcher only watches; where Snug is deployed that is the system's or Docker's work.
    pids: [...pids, mysql.pid],
    log: () => house.log,
    provision: async (users: string[], rooms: { name: string; members: string[] }[]) => {
      stage = await setStage({ url, rootUrl, prefix: PREFIX }, users, rooms)
      Object.assign(address, stage)
    },
    fill: (room: string, count: number) =>
      fillRoom({ rootUrl, prefix: PREFIX }, address.rooms[room] ?? '', count, (i) => `~${i}~`.padEnd(120, 'snug ')),
    stop: async () => {
      await stop(house)
      await mysql.stop()
    },
  }
}

async function firstLine(child: { stdout: NodeJS.ReadableStream; log: string }): Promise<string> {
  let said = ''
  for await (const data of child.stdout) {
    said += data
    if (said.includes('\n')) break
  }
  if (!said) throw new Error(`the house did not open:\n${child.log}`)
  return said
}

// In the generator's process.

const agent = new Agent({ keepAlive: true })
const TEXT = '"text":"'
/** Where it was in the last frame. */
let textAt = 0

export async function connect({ port, tokens, rooms }: Address, user: string) {
  const { openWebSocket } = await tools('wsclient')
  const headers = { authorization: `Bearer ${tokens[user]}` }
  const waiting = new Map<string, () => void>()
  const done = (key: string) => {
    waiting.get(key)?.()
    waiting.delete(key)
  }
  const asked = (key: string) => new Promise<void>((resolve) => waiting.set(key, resolve))
  const ready = asked('ready')
  const socket = await openWebSocket(
    { port, path: `${API_PREFIX}/live`, protocol: LIVE_PROTOCOL, headers },
    (frame: string) => {
      if (frame.startsWith('{"type":"message"')) {
        // Before it are ids, which are all equally long; a generator that searched them would be the bottleneck.
        if (!frame.startsWith(TEXT, textAt)) textAt = frame.indexOf(TEXT)
        const from = textAt + TEXT.length
        client.onMessage(null, frame.slice(from, frame.indexOf('"', from)))
      } else if (frame.startsWith('{"type":"ack"')) done(stringIn(frame, 'clientId'))
      else if (frame.startsWith('{"type":"subscribed"')) done(stringIn(frame, 'roomId'))
      else if (frame.startsWith('{"type":"ready"')) done('ready')
      else throw new Error(frame)
    },
    () => client.onClose(),
  )
  await ready
  const client = {
    onMessage(_room: null, _text: string) {},
    onClose() {},
    join: (room: string) => {
      const roomId = rooms[room] ?? ''
      socket.send(JSON.stringify({ type: 'subscribe', roomId }))
      return asked(roomId)
    },
    send: (room: string, text: string) => {
      const clientId = randomUUID()
      socket.send(JSON.stringify({ type: 'send', roomId: rooms[room], clientId, text }))
      return asked(clientId)
    },
    history: async (room: string, limit: number) => {
      const path = `${API_PREFIX}/rooms/${rooms[room]}/messages?limit=${limit}`
      const { items } = JSON.parse(await read({ port, path, headers }))
      return items.map((message: { text: string }) => message.text)
    },
    close: () => socket.close(),
  }
  return client
}

/** The value of a string in a frame; nothing before it can hold the same key, for the server says these first. */
function stringIn(frame: string, key: string): string {
  const from = frame.indexOf(`"${key}":"`) + key.length + 4
  return frame.slice(from, frame.indexOf('"', from))
}

const read = (options: { port: number; path: string; headers: Record<string, string> }) =>
  new Promise<string>((resolve, reject) => {
    get({ host: '127.0.0.1', agent, ...options }, (response) => {
      if (response.statusCode === 200) textOf(response).then(resolve, reject)
      else reject(new Error(`${options.path}: ${response.statusCode}`))
    }).on('error', reject)
  })
