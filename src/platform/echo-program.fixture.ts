// A program that does as it is told.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { answerAsProgram } from './child-program.ts'
import { Refusal } from './refusal.ts'

answerAsProgram(z.object({ act: z.enum(['echo', 'refuse', 'fail', 'wait', 'die']) }), async ({ act }, { progress, signal }) => {
  progress({ stage: 'one', message: `process ${process.pid}` })
  for (let done = 1; done <= 1000; done++) progress({ stage: 'two', unit: 'rows', done, total: 1000 })
  if (act === 'refuse') throw new Refusal('promise-failed', 'The promise does not hold')
  if (act === 'fail') throw new TypeError('the value Person 7 is wrong')
  if (act === 'die') process.exit(3)
  if (act === 'wait') { await wait(60_000, undefined, { signal }).catch(() => {}); throw new Refusal('cancelled', 'stopped') }
  return { said: act }
})
