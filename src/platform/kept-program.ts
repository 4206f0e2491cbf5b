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
   * @throws {Refusal} what the work refuses; `cancelled` when something newer was asked or the signal stops it; `not-ready` when the program has ended
   */
  ask<Schema extends z.ZodType>(request: unknown, result: Schema, how?: AskedHow): Promise<z.infer<Schema>>
  readonly hasEnded: boolean
  end(): void
}

/** How long an answer is worth waiting for. */
export interface AskedHow {
  readonly signal?: AbortSignal
  /** Whether anything newer stops it, even when it was begun. */
  readonly givesWay?: boolean
}

interface Waiting {
  readonly request: unknown
  readonly settle: (ended: z.infer<typeof Ended> | Refusal) => void
  readonly givesWay: boolean
  isStopped: boolean
}

/** The line that stops the work in hand; no request looks like it. */
const STOP = '"stop"'

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
    // What breaks off when it is stopped is no fault, whatever the engine says.
    const isCutOff = asked?.isStopped === true && !(ended.success && ended.data.outcome === 'done')
    asked?.settle(isCutOff ? new Refusal('cancelled', 'It was stopped') : ended.success ? ended.data : { outcome: 'fault', name: 'no answer', frames: [] })
    asked = undefined
    send(waiting)
    waiting = undefined
  })

  function send(next: Waiting | undefined): void {
    if (!next) return
    asked = next
    child.stdin.write(`${JSON.stringify(next.request)}\n`)
  }

  function stop(one: Waiting): void {
    if (one === waiting) {
      waiting = undefined
      one.settle(new Refusal('cancelled', 'It was stopped'))
    } else if (one === asked && !one.isStopped) {
      one.isStopped = true
      child.stdin.write(`${STOP}\n`)
    }
  }

  return {
    get hasEnded() { return hasEnded },
    async ask(request, result, { signal, givesWay = false } = {}) {
      let giveUp = (): void => {}
      const ended = await new Promise<z.infer<typeof Ended> | Refusal>((settle) => {
        const one: Waiting = { request, settle, givesWay, isStopped: false }
        giveUp = () => { stop(one) }
        if (hasEnded) settle(new Refusal('not-ready', 'What was kept for this is gone; ask once more'))
        else if (signal?.aborted) settle(new Refusal('cancelled', 'It was stopped'))
        else if (!asked) send(one)
        else {
          waiting?.settle(new Refusal('cancelled', 'Something newer was asked'))
          waiting = one
          if (asked.givesWay) stop(asked)
        }
        signal?.addEventListener('abort', giveUp)
      }).finally(() => { signal?.removeEventListener('abort', giveUp) })
      if (ended instanceof Refusal) throw ended
      return resultOf(ended, result)
    },
    end() { child.kill('SIGKILL') },
  }
}

/** What such a program is: answers each line of its input by a line, until nobody asks any more. The signal tells that nobody waits for this answer. */
export function answerRequests<Schema extends z.ZodType>(request: Schema, work: (request: z.infer<Schema>, signal: AbortSignal) => Promise<unknown>): void {
  let last: Promise<unknown> = Promise.resolve()
  let stopping = new AbortController()
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    if (line === STOP) {
      stopping.abort()
      return
    }
    stopping = new AbortController()
    const { signal } = stopping
    last = last.then(async () => {
      const ended: z.input<typeof Ended> = await Promise.resolve().then(() => work(request.parse(jsonOf(line)), signal)).then((result) => ({ outcome: 'done', result }), outcomeOf)
      process.stdout.write(`${JSON.stringify(ended)}\n`)
      return undefined
    })
  })
  lines.once('close', () => { process.exit(0) })
}
