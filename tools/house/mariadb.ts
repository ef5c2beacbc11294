import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findProgram, installPackages, systemUser, Trouble } from './system.ts'

/** Just the programs: unlike mariadb-server they bring no system service that would start by itself. */
const PACKAGES = ['mariadb-server-core', 'mariadb-client-core']

/** The system allows 107 bytes for the path of a socket. */
const MAX_SOCKET_PATH = 100

/** As in db/init.sql; both servers know it. */
export const COLLATION = 'utf8mb4_unicode_520_ci'

/** Small, and durable: what is committed is on the disk. */
const SETTINGS = [
  '--skip-networking',
  '--skip-log-bin',
  '--character-set-server=utf8mb4',
  `--collation-server=${COLLATION}`,
  '--default-time-zone=+00:00',
  '--performance-schema=OFF',
  '--max-connections=200',
  '--table-open-cache=400',
  '--innodb-buffer-pool-size=64M',
  '--innodb-flush-log-at-trx-commit=1',
]
const MARIADB_SETTINGS = ['--aria-pagecache-buffer-size=8M']
const MYSQL_SETTINGS = ['--mysqlx=OFF', '--innodb-log-buffer-size=8M', '--innodb-doublewrite-pages=16']

export interface PrivateServer {
  command: [string, ...string[]]
  user?: { uid: number; gid: number } | undefined
  /** Root access, as a URL of mysql2. */
  rootUrl: string
  socketPath: string
  /** Removes what it needed outside its folder; call it when the server is stopped. */
  cleanUp(): void
}

/**
 * Makes all ready for a private MariaDB (or MySQL) that lives in one folder and is reached by its socket only.
 * The first time it installs the server, where it may, and creates its data. It does not start it.
 */
export function prepareServer(dir: string, rootPassword: string): PrivateServer {
  if (!findProgram('mariadbd', 'mysqld')) installPackages('A MariaDB or MySQL server', PACKAGES)
  const server = findProgram('mariadbd', 'mysqld')
  if (!server) throw new Trouble(`${PACKAGES.join(' and ')} are installed, but there is no mariadbd.`)
  const isMariadb = /mariadb/i.test(execFileSync(server, ['--version']).toString())
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const [data, temporary, init] = [join(dir, 'data'), join(dir, 'tmp'), join(dir, 'init.sql')]
  const user = serverUser(dir, data)
  const own = (path: string) => user && chownSync(path, user.uid, user.gid)
  own(dir)

  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary)
  own(temporary)
  if (!existsSync(data)) createData(server, isMariadb, dir, user)
  // Read at every start, so that root's password is the one we know even if secrets.json was lost.
  writeFileSync(init, `ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}';\n`, { mode: 0o600 })
  chmodSync(init, 0o600)
  own(init)

  const isDeep = Buffer.byteLength(dir) > MAX_SOCKET_PATH - '/mysql.sock'.length
  const socketDir = isDeep ? mkdtempSync(join(tmpdir(), 'snug-')) : dir
  own(socketDir)
  const socketPath = join(socketDir, 'mysql.sock')
  return {
    command: [
      server,
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${temporary}`,
      `--socket=${socketPath}`,
      `--pid-file=${join(dir, 'server.pid')}`,
      `--init-file=${init}`,
      ...SETTINGS,
      ...(isMariadb ? MARIADB_SETTINGS : MYSQL_SETTINGS),
      ...(user || process.getuid?.() !== 0 ? [] : ['--user=root']),
    ],
    user,
    socketPath,
    rootUrl: `mysql://root:${rootPassword}@localhost/?socketPath=${encodeURIComponent(socketPath)}`,
    cleanUp: () => isDeep && rmSync(socketDir, { recursive: true, force: true }),
  }
}

/**
 * Where we are root, the server gets a user of its own; but not where that user cannot go, as in /root: there it
 * stays root, with no network and a folder that only root can enter. What owns the data once, goes on owning it.
 */
function serverUser(dir: string, data: string): PrivateServer['user'] {
  if (process.getuid?.() !== 0) return
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    return uid === 0 ? undefined : { uid, gid }
  }
  const user = systemUser('mysql')
  try {
    execFileSync('test', ['-x', dirname(dir)], { ...user, stdio: 'ignore' })
    return user
  } catch {
    return
  }
}

/** Creates the data beside its place and moves it there when it is whole. */
function createData(server: string, isMariadb: boolean, dir: string, user: PrivateServer['user']): void {
  const fresh = join(dir, 'data.new')
  rmSync(fresh, { recursive: true, force: true })
  const asRoot = user || process.getuid?.() !== 0 ? [] : ['--user=root']
  const [file, ...args] = isMariadb
    ? [
        findProgram('mariadb-install-db', 'mysql_install_db') ?? 'mariadb-install-db',
        '--no-defaults',
        '--auth-root-authentication-method=socket',
        '--skip-name-resolve',
        '--skip-test-db',
      ]
    : [server, '--no-defaults', '--initialize-insecure']
  try {
    // A temporary folder of its own: a server that starts removes what it takes for its leftovers from the common one.
    const env = { ...process.env, TMPDIR: join(dir, 'tmp') }
    execFileSync(file as string, [...args, `--datadir=${fresh}`, ...asRoot], { ...user, env, stdio: 'pipe' })
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: Buffer; stderr?: Buffer }
    throw new Trouble(`The database could not be created in ${dir}:\n${stdout ?? ''}${stderr ?? ''}`, { cause })
  }
  renameSync(fresh, join(dir, 'data'))
}
