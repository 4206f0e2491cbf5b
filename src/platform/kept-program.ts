import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { Ended, jsonOf, outcomeOf, resultOf } from './child-program.ts'
import { Refusal } from './refusal.ts'

/** A program of its own that answers one request after the other, and keeps what it has read between them. */
export interface KeptProgram {
  /**
   * Asks it. Of those who wait, only the newest is answered: whoever asks again has no use for the answer before.
   *
   * @throws {Refusal} what the work refuses; `cancelled` when something newer was asked; `not-ready` when the program has ended
   */
  ask<Schema extends z.ZodType>(request: unknown, result: Schema): Promise<z.infer<Schema>>
  readonly hasEnded: boolean
  end(): void
}

interface Waiting {
  readonly request: unknown
  readonly settle: (ended: z.infer<typeof Ended> | Refusal) => void
}

/** Starts a file that calls `answerRequests`. It ends when this process does, however that happens. */
export function keepProgram(program: string): KeptProgram {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], { stdio: ['pipe', 'pipe', 'ignore'] })
  let asked: Waiting | undefined
  let waiting: Waiting | undefined
  let hasEnded = false

  const over = (): void => {
    hasEnded = true
    for (const one of [asked, waiting]) one?.settle(new Refusal('not-ready', 'What was kept for this is gone; ask once more'))
    asked = waiting = undefined
  }
  child.on('error', over)
  child.on('close', over)
  child.stdin.on('error', () => {})
  createInterface({ input: child.stdout }).on('line', (line) => {
    const ended = Ended.safeParse(jsonOf(line))
    asked?.settle(ended.success ? ended.data : { outcome: 'fault', name: 'no answer', frames: [] })
    asked = undefined
    send(waiting)
    waiting = undefined
  })

  function send(next: Waiting | undefined): void {
    if (!next) return
    asked = next
    child.stdin.write(`${JSON.stringify(next.request)}\n`)
  }

  return {
    get hasEnded() { return hasEnded },
    async ask(request, result) {
      const ended = await new Promise<z.infer<typeof Ended> | Refusal>((settle) => {
        const one = { request, settle }
        if (hasEnded) settle(new Refusal('not-ready', 'What was kept for this is gone; ask once more'))
        else if (!asked) send(one)
        else {
          waiting?.settle(new Refusal('cancelled', 'Something newer was asked'))
          waiting = one
        }
      })
      if (ended instanceof Refusal) throw ended
      return resultOf(ended, result)
    },
    end() { child.kill('SIGKILL') },
  }
}

/** What such a program is: answers each line of its input by a line, until nobody asks any more. */
export function answerRequests<Schema extends z.ZodType>(request: Schema, work: (request: z.infer<Schema>) => Promise<unknown>): void {
  let last: Promise<unknown> = Promise.resolve()
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    last = last.then(async () => {
      const ended: z.input<typeof Ended> = await Promise.resolve().then(() => work(request.parse(jsonOf(line)))).then((result) => ({ outcome: 'done', result }), outcomeOf)
      process.stdout.write(`${JSON.stringify(ended)}\n`)
      return undefined
    })
  })
  lines.once('close', () => { process.exit(0) })
}
