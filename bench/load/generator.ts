import { readHistory } from './history.ts'
import { connectAll } from './idle.ts'
import type { Job, Result } from './job.ts'
import { lookAtPictures } from './look.ts'
import { sendMessages } from './messages.ts'

// The load generator: it is told one job on its channel, answers with the result and ends. What goes wrong ends it too.

function run({ plan, ...rest }: Job): Promise<Result> {
  if (plan.kind === 'load') return sendMessages({ plan, ...rest })
  if (plan.kind === 'history') return readHistory({ plan, ...rest })
  if (plan.kind === 'look') return lookAtPictures({ plan, ...rest })
  return connectAll({ plan, ...rest })
}

process.once('disconnect', () => process.exit())
process.once('message', async (job: Job) => {
  const result = await run(job)
  process.send?.(result, () => process.disconnect?.())
})
