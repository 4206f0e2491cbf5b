import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt')
const HOW = 'Install Python 3.11 or newer with venv (on Debian: apt-get install python3 python3-venv) and let it reach its package registry, or make an environment by hand as test/yardstick/requirements.txt says and name its python in DATADAM_YARDSTICK_PYTHON'

interface Ended { readonly code: number | null; readonly out: string; readonly err: string }

/**
 * Runs one of the Python programs of this folder on pinned peers: JSON in, JSON out.
 *
 * @throws {Error} with what is to be installed, where Python or a peer is missing
 */
export async function askPython(program: string, question: unknown): Promise<unknown> {
  const python = await peersPython()
  const { code, out, err } = await run(python, [join(import.meta.dirname, program)], JSON.stringify(question))
  if (code !== 0) throw new Error(`${program} does not run with ${python}: ${lastLine(err)}. ${HOW}`)
  return JSON.parse(out)
}

let made: Promise<string> | undefined

/** The Python that DATADAM_YARDSTICK_PYTHON names; else that of an environment in the temporary folder, made once for these requirements. */
function peersPython(): Promise<string> {
  const given = process.env.DATADAM_YARDSTICK_PYTHON
  if (given !== undefined && given !== '') return Promise.resolve(given)
  made ??= makeEnvironment()
  return made
}

async function makeEnvironment(): Promise<string> {
  const version = await run('python3', ['--version'])
  if (version.code !== 0) throw new Error(`There is no python3 to run Fairlearn and pyCANON with. ${HOW}`)
  const wanted = createHash('sha256').update(await readFile(REQUIREMENTS)).update(version.out).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `datadam-yardstick-python-${wanted}`)
  const python = join(folder, 'bin/python')
  const stamp = join(folder, 'installed')
  if (existsSync(stamp)) return python
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [program, ...parameters] of [
    ['python3', '-m', 'venv', folder],
    [python, '-m', 'pip', 'install', '--quiet', '--no-deps', '--disable-pip-version-check', '--requirement', REQUIREMENTS],
  ] as const) {
    const { code, err } = await run(program, parameters)
    if (code !== 0) throw new Error(`‘${program} ${parameters.join(' ')}’ failed: ${lastLine(err)}. ${HOW}`)
  }
  await writeFile(stamp, '')
  return python
}

async function run(program: string, parameters: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(program, parameters, { stdio: ['pipe', 'pipe', 'pipe'] })
  const code = Promise.withResolvers<number | null>()
  child.on('error', () => code.resolve(null))
  child.on('close', code.resolve)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code.promise, out, err }
}

function lastLine(words: string): string {
  return words.trim().split('\n').at(-1) ?? ''
}
