import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** The folder of the whole project. */
export const ROOT = resolve(import.meta.dirname, '../..')

/** Something that keeps us from going on and that the reader can mend; shown without a stack. */
export class Trouble extends Error {}

/** The first of these programs that is installed, with its path. */
export function findProgram(...names: string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Installs Debian packages where we may: as root, with apt.
 * @throws Trouble that says what to install where we may not, or where apt fails.
 */
export function installPackages(what: string, packages: readonly string[]): void {
  const install = ['install', '--yes', '--no-install-recommends', ...packages]
  const byHand = `${what} is missing. Install it first, on Debian and Ubuntu with\n  sudo apt-get ${install.join(' ')}`
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) throw new Trouble(byHand)
  console.log(`${what} is missing; installing ${packages.join(', ')} with apt-get.`)
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  apt('update')
  if (apt(...install).status !== 0) throw new Trouble(`apt-get could not do it. ${byHand}`)
}

/** The numbers of a user of this system, made as a system user when there is none. Only root may ask. */
export function systemUser(name: string): { uid: number; gid: number } {
  const numberOf = (option: string) => Number.parseInt(spawnSync('id', [option, name]).stdout.toString(), 10)
  if (Number.isNaN(numberOf('-u')))
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
  return { uid: numberOf('-u'), gid: numberOf('-g') }
}
