import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { freePorts, ROOT } from '@snug/tools/house'

const run = promisify(execFile)
/** A build prints a few thousand lines. */
const MAX_OUTPUT = 64 * 1024 * 1024

/** Why these tests cannot run here; false when they can. */
export function whyNot(): string | false {
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore' })
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'no container engine with Compose answers here'
  }
}

export interface Inspected {
  Name: string
  HostConfig: {
    ReadonlyRootfs: boolean
    CapDrop: string[] | null
    SecurityOpt: string[] | null
    Memory: number
    PidsLimit: number
    Privileged: boolean
  }
  Mounts: { Source: string }[]
  NetworkSettings: { Ports: Record<string, { HostIp: string; HostPort: string }[] | null> }
}

/** A house of docker-compose.yml under a name and on ports of its own, whatever the .env of this machine says. */
export class ComposedHouse {
  readonly #project = `snug-test-${randomBytes(3).toString('hex')}`
  readonly #ports: [port: number, inspectPort: number]

  private constructor(ports: [number, number]) {
    this.#ports = ports
  }

  static async open(): Promise<ComposedHouse> {
    return new ComposedHouse((await freePorts(2)) as [number, number])
  }

  get url(): string {
    return `http://127.0.0.1:${this.#ports[0]}`
  }

  get inspectUrl(): string {
    return `http://127.0.0.1:${this.#ports[1]}`
  }

  /** Runs `docker compose` and resolves to what it prints. Rejects with `code` and `stderr` when it fails. */
  async compose(...args: string[]): Promise<string> {
    const [port, inspectPort] = this.#ports.map(String)
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, SNUG_PORT: port, SNUG_INSPECT_PORT: inspectPort }
    const project = ['compose', '--project-name', this.#project, '--env-file', '/dev/null']
    const { stdout } = await run('docker', [...project, ...args], { cwd: ROOT, env, maxBuffer: MAX_OUTPUT })
    return stdout
  }

  /** What a piece of JavaScript prints inside a service's container. */
  async inside(service: string, script: string): Promise<string> {
    return (await this.compose('exec', '-T', service, 'node', '--input-type=module', '--eval', script)).trim()
  }

  /** The rows of a query, tabs between the columns. Over TCP, as a service would. */
  async sql(user: string, query: string): Promise<string[]> {
    const mysql = `MYSQL_PWD=development-${user} exec mysql --host=127.0.0.1 --user=${user} --batch --skip-column-names`
    const rows = await this.compose('exec', '-T', 'mysql', 'sh', '-c', `${mysql} --execute="$0"`, query)
    return rows.split('\n').filter((row) => row !== '')
  }

  async containers(): Promise<Inspected[]> {
    const ids = (await this.compose('ps', '--quiet')).trim().split('\n')
    return JSON.parse((await run('docker', ['inspect', ...ids])).stdout)
  }

  async remove(): Promise<void> {
    await this.compose('down', '--volumes', '--rmi', 'local', '--timeout', '5')
  }
}
