import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePorts } from '@snug/tools/house'
import { drawThumbnail } from '../pictures.ts'
import { startServing } from '../process.ts'
import { cannot, type System } from './system.ts'

/** A bare static server of files that are there: what is asked for is sent, to anybody. */
export const shelf: System = {
  name: 'limit',
  start: async (folder, core) => {
    const [port = 0] = await freePorts(1)
    const dataDir = `${folder}-files`
    await mkdir(dataDir, { recursive: true })
    const script = join(import.meta.dirname, '../limit/shelf.ts')
    const { pids, stop } = await startServing(core, script, { dataDir, port })
    return {
      port,
      pids: { shelf: pids[0] ?? 0 },
      seat: async (rooms) => rooms.map((members) => ({ id: randomUUID(), tokens: members })),
      fill: cannot,
      show: (_, pictures) =>
        Promise.all(
          pictures.map(async (picture) => {
            const name = `${randomUUID()}.webp`
            await writeFile(join(dataDir, name), await drawThumbnail(picture))
            return `/${name}`
          }),
        ),
      stop,
    }
  },
}
