/** Every text that there was, so that anything can be taken back. */
export interface History {
  /** From the oldest on. */
  readonly past: readonly string[]
  readonly present: string
  /** What was taken back, from the nearest on. */
  readonly future: readonly string[]
  /** Who wrote the present text and when, so that what is typed letter by letter is one step. */
  readonly last: { readonly by: string; readonly at: number } | null
}

const MOST_STEPS = 200
/** What is written in one place within this time belongs together. */
const TOGETHER_MILLISECONDS = 1000

/** A history that begins with a text. */
export function beginHistory(present: string): History {
  return { past: [], present, future: [], last: null }
}

/** The history with a new text. `by` names the place it was written in; several in one place soon after each other are one step. */
export function write(history: History, text: string, { by, at }: { readonly by: string; readonly at: number }): History {
  const { past, present, last } = history
  if (text === present) return history
  const isTogether = last !== null && by !== '' && last.by === by && at - last.at <= TOGETHER_MILLISECONDS && history.future.length === 0
  return { past: isTogether ? past : [...past, present].slice(-MOST_STEPS), present: text, future: [], last: { by, at } }
}

/** The history one step back; the same where there is none. */
export function undo(history: History): History {
  const { past, present, future } = history
  const before = past.at(-1)
  return before === undefined ? history : { past: past.slice(0, -1), present: before, future: [present, ...future], last: null }
}

/** The history one step forward; the same where there is none. */
export function redo(history: History): History {
  const [next, ...future] = history.future
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future, last: null }
}
