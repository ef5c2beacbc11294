const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' }
const NAME_WIDTH = 'chatroom'.length

/** What pino writes at each line and nobody reads here. */
const SILENT = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err', 'req', 'res'])

interface Entry {
  level: number
  time: number
  msg?: string
  err?: { message?: string; stack?: string }
  req?: { method?: string; url?: string }
  res?: { statusCode?: number }
}

/** A line of a process as people read it, led by who said it. */
export function logLine(from: string, line: string): string {
  const entry = parse(line)
  return `${from.padEnd(NAME_WIDTH)} | ${entry ? readable(entry) : line}`
}

function parse(line: string): Entry | undefined {
  if (!line.startsWith('{')) return
  try {
    const entry: unknown = JSON.parse(line)
    if (typeof entry === 'object' && entry !== null && 'level' in entry && 'time' in entry) return entry as Entry
  } catch {
    return
  }
}

function readable(entry: Entry): string {
  const { level, time, msg, err, req, res } = entry
  const rest = Object.entries(entry).filter(([key, value]) => !SILENT.has(key) && typeof value !== 'object')
  return [
    new Date(time).toTimeString().slice(0, 8),
    LEVELS[level] ?? level,
    msg,
    req && `${req.method} ${req.url}`,
    res?.statusCode,
    ...rest.map(([key, value]) => `${key}=${typeof value === 'number' ? Math.round(value * 10) / 10 : value}`),
  ]
    .filter((part) => part !== undefined)
    .map(plain)
    .concat(err ? indented(err.stack ?? err.message ?? '') : [])
    .join(' ')
}

/** What strangers sent is part of what is told, and shall neither begin a line nor steer the terminal (SEC-35). */
const plain = (part: string | number): string =>
  String(part).replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)

const indented = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => `\n  ${plain(line)}`)
    .join('')

/** MariaDB and MySQL tell their whole life; what is not a note is worth reading. */
export const isNews = (line: string): boolean => !/\[(Note|System)\]|^Version: /.test(line)
