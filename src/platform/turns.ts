import { Refusal } from './refusal.ts'

/** Lets so many do something at once; whoever comes then waits in line. */
export interface Turns {
  /** @throws {Refusal} `too-many` when the line is long */
  take<Result>(work: () => Promise<Result>): Promise<Result>
}

/** @param words what is told to those whom the line has no room for */
export function openTurns({ most, longestLine, words }: { readonly most: number; readonly longestLine: number; readonly words: string }): Turns {
  const line: (() => void)[] = []
  let running = 0

  async function begin(): Promise<void> {
    if (running >= most) {
      if (line.length >= longestLine) throw new Refusal('too-many', words)
      // Whoever ends hands its place on, so the number that runs stays.
      await new Promise<void>((resolve) => { line.push(resolve) })
    } else {
      running++
    }
  }

  function end(): void {
    const next = line.shift()
    if (next) next()
    else running--
  }

  return {
    async take(work) {
      await begin()
      try {
        return await work()
      } finally {
        end()
      }
    },
  }
}
