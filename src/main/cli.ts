import { Command as Commander, CommanderError } from 'commander'
import { Refusal } from '#platform/refusal.ts'
import { auditVerify } from './commands/audit-verify.ts'
import { backup } from './commands/backup.ts'
import type { Answer, Command } from './commands/command.ts'
import { diff } from './commands/diff.ts'
import { doctor } from './commands/doctor.ts'
import { explore } from './commands/explore.ts'
import { init } from './commands/init.ts'
import { profile } from './commands/profile.ts'
import { recipeCheck } from './commands/recipe-check.ts'
import { recipeSchema } from './commands/recipe-schema.ts'
import { restore } from './commands/restore.ts'
import { run } from './commands/run.ts'
import { serve } from './commands/serve.ts'
import { verify } from './commands/verify.ts'
import { worker } from './commands/worker.ts'
import { readConfig } from './config.ts'
import { programVersion, withContext } from './context.ts'
import { EXIT_CODES, EXIT_FAULT } from './exit-codes.ts'
import { listenForStop } from './stop-signals.ts'
import { showProgress } from './terminal.ts'

/** Every command of the command line. */
export const COMMANDS: readonly Command[] = [init, run, verify, explore, diff, profile, recipeCheck, recipeSchema, serve, worker, auditVerify, backup, restore, doctor]

const GROUPS: Readonly<Record<string, string>> = { recipe: 'Recipes: check one, or print their schema', audit: 'The audit log: recompute it' }

type Options = Record<string, string | boolean | undefined>

/** Runs the command line. @returns the exit code */
export async function runCli(parameters: readonly string[]): Promise<number> {
  let code = 0
  const program = new Commander('datadam')
    .description('An open data dam: collect, de-identify, audit and release data, with every number recounted.')
    .version(programVersion())
    .exitOverride()
    .configureHelp({ sortSubcommands: false })
    .showSuggestionAfterError()
  const groups = new Map<string, Commander>([['', program]])

  for (const command of COMMANDS) {
    const [group, word] = command.name.includes(' ') ? command.name.split(' ', 2) : ['', command.name]
    const parent = groups.get(group ?? '') ?? program.command(group ?? '').description(GROUPS[group ?? ''] ?? '').exitOverride()
    groups.set(group ?? '', parent)
    const added = parent.command(word ?? '').description(command.summary).exitOverride()
    if (command.argument) added.argument(command.argument.words, command.argument.description)
    for (const option of command.options) added.option(option.words, option.description)
    added.option('--json', 'one JSON object on stdout, progress on stderr').option('--quiet', 'no progress')
    added.action(async (...given: unknown[]) => {
      const options: Options = added.opts()
      code = await execute(command, command.argument ? [given[0]].flat().map(String) : [], options)
    })
  }

  try {
    await program.parseAsync([...parameters], { from: 'user' })
    return code
  } catch (fault) {
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : EXIT_CODES['wrong-use']
    throw fault
  }
}

async function execute(command: Command, files: string[], options: Options): Promise<number> {
  const isJson = options.json === true
  const shown = showProgress(process.stderr, Date.now)
  const stop = listenForStop(process, { now: Date.now, endAtOnce: () => process.exit(EXIT_CODES.cancelled) })
  const progress = options.quiet ? () => {} : shown.progress
  try {
    const answer = await withContext(
      { config: readConfig(process.env), progress, signal: stop.signal, now: () => new Date() },
      (context) => command.run({ files, options }, context),
    )
    shown.end()
    await say(answer, isJson)
    return answer.ok ? 0 : 1
  } catch (fault) {
    shown.end()
    return await sayFault(stop.signal.aborted ? new Refusal('cancelled', 'Stopped. Nothing half-written was left; the same command goes on after the last finished stage') : fault, isJson)
  } finally {
    stop.close()
  }
}

function say(answer: Answer, isJson: boolean): Promise<void> {
  return write(process.stdout, `${isJson ? JSON.stringify(answer.json) : answer.text}\n`)
}

/** A refusal is told as it is. Of a fault only the place is told, since its message may quote the data. */
async function sayFault(fault: unknown, isJson: boolean): Promise<number> {
  const isRefusal = fault instanceof Refusal
  const code = isRefusal ? fault.code : 'fault'
  const sentence = isRefusal ? fault.message : `datadam itself failed (${placeOf(fault)}). Please report this line; no data was released.`
  if (isJson) await write(process.stdout, `${JSON.stringify({ outcome: 'refused', code, sentence })}\n`)
  await write(process.stderr, `${sentence}\n`)
  return isRefusal ? EXIT_CODES[fault.code] : EXIT_FAULT
}

function placeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  const own = fault.stack?.split('\n').find((line) => line.includes('/src/'))?.replace(/^.*\/(src\/[^)]*)\)?$/, '$1')
  return `${fault.name}${'kind' in fault ? ` ${String(fault.kind)}` : ''} at ${own ?? 'an unknown place'}`
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => { stream.write(text, () => resolve()) })
}

if (import.meta.main) process.exitCode = await runCli(process.argv.slice(2))
