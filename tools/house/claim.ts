import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Trouble } from './system.ts'

/**
 * Takes a data folder for this process; a second house in it would ruin the first.
 * @returns gives it back
 * @throws Trouble while a living process holds it; a note left by a dead one is swept away
 */
export function claim(file: string): () => void {
  if (isClaimed(file)) throw new Trouble(`A house runs there already (${file}). Stop it, or set SNUG_DATA_DIR.`)
  rmSync(file, { force: true })
  writeFileSync(file, `${process.pid} ${birthOf(process.pid)}\n`, { flag: 'wx' })
  return () => rmSync(file, { force: true })
}

/** Whether a living process holds it. */
export function isClaimed(file: string): boolean {
  const holder = readHolder(file)
  return holder !== undefined && isAlive(holder)
}

function readHolder(file: string) {
  try {
    const [pid = '', birth = ''] = readFileSync(file, 'utf8').trim().split(' ')
    return { pid: Number(pid), birth }
  } catch {
    return
  }
}

/** The same process, and not a later one that got its number. */
function isAlive({ pid, birth }: { pid: number; birth: string }): boolean {
  try {
    process.kill(pid, 0)
    return birthOf(pid) === birth
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in the kernel's ticks; the same word for all where there is no /proc. */
function birthOf(pid: number): string {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (state === 'Z' ? undefined : fields[18]) ?? 'unknown'
  } catch {
    return 'unknown'
  }
}
