import { createServer } from 'node:net'
import { Trouble } from './system.ts'

/** Below the range the kernel gives to outgoing connections, so that a restarted service finds its port still free. */
const FIRST_PORT = 20_000
const LAST_PORT = 32_000

/** Resolves to whether somebody could listen there now. */
export function isFree(port: number, host: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const server = createServer()
  server.once('error', () => resolve(false))
  server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  return promise
}

/** Free ports for the services behind the front door, each another. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > 1000) throw new Trouble(`There are no free ports between ${FIRST_PORT} and ${LAST_PORT}.`)
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT))
    if (await isFree(port, '127.0.0.1')) ports.add(port)
  }
  return [...ports]
}
