import type { Context } from '../context.ts'

/** What a command says in the end. */
export interface Answer {
  /** For a person, on stdout. */
  readonly text: string
  /** For a machine, one object on stdout with --json. */
  readonly json: unknown
  /** False: the data or a promise failed, exit 1. */
  readonly ok: boolean
}

/** One command of the command line, with its words as commander writes them. What only it needs is imported when it runs: all of datadam takes seconds to read. */
export interface Command {
  /** Such as `recipe check`. */
  readonly name: string
  /** Such as `<recipe>` or `<files...>`. */
  readonly argument?: { readonly words: string; readonly description: string }
  readonly options: readonly { readonly words: string; readonly description: string }[]
  readonly summary: string
  run(request: CommandRequest, context: Context): Promise<Answer>
}

/** The words given: file arguments, and options by their long name. */
export interface CommandRequest {
  readonly files: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
}

/** The option's text, when given. */
export function textOption({ options }: CommandRequest, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}
