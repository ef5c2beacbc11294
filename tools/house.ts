import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundled } from './house/bundle.ts'
import { claim, isClaimed } from './house/claim.ts'
import {
  DATABASE_USERS,
  databaseUrl,
  digestOfInit,
  initDatabases,
  prefixed,
  untilAnswering,
} from './house/databases.ts'
import { isNews, logLine } from './house/log.ts'
import { prepareServer } from './house/mariadb.ts'
import type { HouseOptions } from './house/options.ts'
import { freePorts, isFree } from './house/ports.ts'
import { KeptProcess, type Program } from './house/process.ts'
import { passwordsIn } from './house/secrets.ts'
import { environmentOf, flagsOf, isReady, OWNERS, type Owner, SERVICES, type Service } from './house/services.ts'
import { ROOT, Trouble } from './house/system.ts'

export { connect, dropDatabases } from './house/databases.ts'
export { type HouseOptions, optionsFromEnvironment } from './house/options.ts'
export { freePorts } from './house/ports.ts'
export { OWNERS, SERVICES, type Service } from './house/services.ts'
export { ROOT, Trouble } from './house/system.ts'

export type Member = Service | 'mysql'

/** Holds messages, pictures and files against each other, in the house of SNUG_DATA_DIR. */
export const storageCheck = join(ROOT, 'tools/storage-check.ts')
/** Root access to the database of a running house, for the tools of its owner. */
const ROOT_URL_FILE = 'run/database.url'
const CLAIM_FILE = 'run/house.pid'
/** Says for what db/init.sql and which passwords the databases were made. Beside them, so that it goes when they go. */
const MADE_FILE = 'made-of'

/** A start includes the first migrations, on a machine that may be slow. */
const READY_MS = 60_000
/** Deaths in a row, right after the start, that are no accident. */
const HOPELESS = 3
const POLL_MS = 25
/** What is open gets 10 s to finish in every service; then the house has waited long enough. */
const SERVICE_GRACE_MS = 12_000
const DATABASE_GRACE_MS = 30_000

/** The database and the five services, kept running until `stop`. */
export class House {
  readonly url: string
  readonly #options: HouseOptions
  readonly #members = new Map<Member, KeptProcess>()
  readonly #urls = new Map<Service, string>()
  readonly #passwords: Record<string, string>
  #rootUrl = ''
  #stopped: Promise<void> | undefined
  #cleanUps: (() => void)[] = []

  /** @throws Trouble when another house runs in that folder */
  constructor(options: HouseOptions) {
    this.#options = { ...options, dataDir: resolve(options.dataDir) }
    const { port, host = '127.0.0.1' } = options
    this.url = `http://${['127.0.0.1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host}:${port}`
    // The database's user must pass through the folder; what is in it is each its owner's alone.
    mkdirSync(this.#path(''), { recursive: true, mode: 0o711 })
    for (const name of ['run', 'uploads']) mkdirSync(this.#path(name), { recursive: true, mode: 0o700 })
    this.#cleanUps.push(claim(this.#path(CLAIM_FILE)))
    for (const name of ['mysql', ...SERVICES]) rmSync(this.#path(`run/${name}.pid`), { force: true })
    this.#passwords = passwordsIn(this.#path('secrets.json'), ['root', ...DATABASE_USERS])
  }

  /**
   * Resolves when every service is ready.
   * @throws Trouble when the house cannot stand; what was started is stopped then
   */
  async start(): Promise<this> {
    try {
      const { port, host = '127.0.0.1' } = this.#options
      if (!(await isFree(port, host)))
        throw new Trouble(`Port ${port} is taken. Another one will do: SNUG_PORT=${port + 1} npm start`)
      this.#openDatabase()
      // Services wait for a database by themselves, but are told no when it does not know them yet.
      if (!this.#isFurnished()) await this.#furnish()
      await this.#startServices()
      for (const name of SERVICES) await this.untilReady(name)
      return this
    } catch (error) {
      rmSync(this.#madeFile, { force: true }) // should it lie, the next start knows better
      await this.stop()
      throw error
    }
  }

  /** The database alone, with everything that db/init.sql makes. `start` does it too. */
  async startDatabase(): Promise<void> {
    this.#openDatabase()
    await this.#furnish()
  }

  /** Stops the front door first, then the services, then the database. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  /** Where all of it is kept: `uploads` holds the pictures. */
  get dataDir(): string {
    return this.#options.dataDir
  }

  /** Undefined while it is not running. */
  pid(name: Member): number | undefined {
    return this.#members.get(name)?.pid
  }

  /** Ends a process without asking; the house starts it again. */
  kill(name: Member, signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#members.get(name)?.kill(signal)
  }

  /** Kills a member and resolves when the house has it back. */
  async restart(name: Member): Promise<void> {
    const before = this.pid(name)
    this.kill(name)
    while (this.pid(name) === before) await sleep(POLL_MS)
    await this.untilReady(name)
  }

  /** Where a service listens, past the front door. */
  urlOf(name: Service): string {
    return this.#urls.get(name) ?? ''
  }

  /** The address of a service's database for one of the users of db/init.sql. */
  databaseUrl(owner: Owner, user: string): string {
    const { prefix = '' } = this.#options.server ?? {}
    const password = this.#passwords[user] ?? ''
    return databaseUrl(this.#rootUrl, `${prefix}snug_${owner}`, { name: prefixed(prefix, user), password })
  }

  /** @throws Trouble when it is not ready in time, or dies again and again */
  async untilReady(name: Member, deadline = Date.now() + READY_MS): Promise<void> {
    while (!(await this.#isReady(name))) {
      if (this.#stopped) throw new Trouble('Stopped while starting.')
      if (this.#isHopeless(name) || this.#isHopeless('mysql') || Date.now() > deadline)
        throw new Trouble(`${name} did not get ready; its lines above say why.`)
      await sleep(POLL_MS)
    }
  }

  async #isReady(name: Member): Promise<boolean> {
    if (name !== 'mysql') return isReady(this.urlOf(name))
    return untilAnswering(this.#rootUrl, 0).then(
      () => true,
      () => false,
    )
  }

  async #stop(): Promise<void> {
    const stop = (names: readonly Member[]) => Promise.all(names.map((name) => this.#members.get(name)?.stop()))
    await stop(['gateway'])
    await stop(OWNERS)
    await stop(['mysql'])
    for (const cleanUp of this.#cleanUps.reverse()) cleanUp()
  }

  /** Goes on at once; the server needs a moment before it answers. */
  #openDatabase(): void {
    this.#rootUrl = this.#options.server?.rootUrl ?? this.#startPrivateServer()
    const note = this.#path(ROOT_URL_FILE)
    writeFileSync(note, this.#rootUrl, { mode: 0o600 })
    this.#cleanUps.push(() => rmSync(note, { force: true }))
  }

  #startPrivateServer(): string {
    const { command, user, rootUrl, cleanUp } = prepareServer(this.#path('mysql'), this.#passwords.root ?? '')
    this.#cleanUps.push(cleanUp)
    this.#keep('mysql', { command, user, env: process.env, graceMs: DATABASE_GRACE_MS })
    return rootUrl
  }

  async #furnish(): Promise<void> {
    await untilAnswering(this.#rootUrl, READY_MS, () => this.#stopped !== undefined || this.#isHopeless('mysql'))
    if (this.#isFurnished()) return
    await initDatabases(this.#rootUrl, this.#passwords, this.#options.server?.prefix)
    writeFileSync(this.#madeFile, this.#madeOf, { mode: 0o600 })
  }

  #isFurnished(): boolean {
    return existsSync(this.#madeFile) && readFileSync(this.#madeFile, 'utf8') === this.#madeOf
  }

  get #madeFile(): string {
    return this.#path(this.#options.server ? MADE_FILE : `mysql/data/${MADE_FILE}`)
  }

  get #madeOf(): string {
    return digestOfInit(this.#rootUrl, this.#passwords, this.#options.server?.prefix)
  }

  #isHopeless(name: Member): boolean {
    return (this.#members.get(name)?.failures ?? 0) >= HOPELESS
  }

  async #startServices(): Promise<void> {
    const programs = await bundled(ROOT, SERVICES) // which takes seconds once, in which a free port may be taken
    const ports = await freePorts(SERVICES.length)
    if (this.#stopped) throw new Trouble('Stopped while starting.')
    for (const [i, name] of SERVICES.entries()) this.#urls.set(name, `http://127.0.0.1:${ports[i]}`)
    for (const [i, name] of SERVICES.entries()) {
      const program = programs[i] ?? ''
      // Compiled once for all houses of this copy.
      const env = {
        ...environmentOf(name, this, this.#options),
        NODE_COMPILE_CACHE: join(dirname(program), '../compiled'),
      }
      this.#keep(name, { command: [process.execPath, ...flagsOf(name), program], env, graceMs: SERVICE_GRACE_MS })
    }
  }

  #keep(name: Member, program: Omit<Program, 'name' | 'pidFile'>): KeptProcess {
    const print = (line: string) => {
      if (name !== 'mysql' || isNews(line)) this.#options.print?.(logLine(name, line))
    }
    const kept = new KeptProcess({ ...program, name, pidFile: this.#path(`run/${name}.pid`) }, print)
    this.#members.set(name, kept)
    return kept
  }

  #path(name: string): string {
    return join(this.#options.dataDir, name)
  }
}

/** Works on the database of a house, which may be running or not; `rootUrl` is root access. */
export async function withDatabase(options: HouseOptions, work: (rootUrl: string) => Promise<void>): Promise<void> {
  const running = isClaimed(join(options.dataDir, CLAIM_FILE))
  const house = running ? undefined : new House(options)
  try {
    await house?.startDatabase()
    await work(readFileSync(join(options.dataDir, ROOT_URL_FILE), 'utf8'))
  } finally {
    await house?.stop()
  }
}
