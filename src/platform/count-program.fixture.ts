// A program that counts how often it was asked.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { answerRequests } from './kept-program.ts'
import { Refusal } from './refusal.ts'

let times = 0
answerRequests(z.object({ act: z.enum(['count', 'wait', 'linger', 'refuse', 'fail', 'die']) }), async ({ act }, signal) => {
  times++
  if (act === 'wait') await wait(300)
  if (act === 'linger') await wait(60_000, undefined, { signal })
  if (act === 'refuse') throw new Refusal('bad-recipe', 'Not so')
  if (act === 'fail') throw new TypeError('the value Person 7 is wrong')
  if (act === 'die') process.exit(3)
  return { times }
})
