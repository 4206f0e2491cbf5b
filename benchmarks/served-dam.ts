import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../src/platform/net/free-port.ts'

const root = join(import.meta.dirname, '..')
const FILL_MILLISECONDS = 1_200_000
const START_MILLISECONDS = 120_000

/** A program that serves, in a process of its own. */
export interface Served {
  readonly address: string
  readonly pid: number
  /** Ends it, and waits until it has ended. @throws {Error} where it had ended by itself, or did not end well */
  stop(): Promise<void>
}

/** Fills a home with the three example data sets, by the code of `npm start`; those that are there already stay. */
export async function fillHome(home: string, { say }: { say: (line: string) => void }): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'src/main/start.ts')], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATADAM_HOME: home, PORT: String(await freePort()) } })
  const ended = once(child, 'close')
  const tooLate = setTimeout(() => { child.kill() }, FILL_MILLISECONDS)
  let isFilled = false
  for await (const line of createInterface(child.stdout)) {
    if (/^ {2}\w+: /.test(line)) say(line.trim())
    if (!line.startsWith('The portal is open')) continue
    isFilled = true
    child.kill('SIGTERM')
  }
  await ended
  clearTimeout(tooLate)
  if (!isFilled) throw new Error('The example data sets were not published')
}

/** Serves a home as `datadam serve` does, with a limit that counts requests of an address set out of reach. */
export async function serveHome(home: string, environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  const port = await freePort()
  const child = spawn(process.execPath, [join(root, 'src/main/cli.ts'), 'serve'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATADAM_HOME: home, HOST: '127.0.0.1', PORT: String(port), REQUESTS_PER_MINUTE: String(1e9), ...environment },
  })
  const log = createWriteStream(join(home, 'bench-server.log'))
  child.stderr.pipe(log)
  const address = `http://127.0.0.1:${port}`
  for (const over = Date.now() + START_MILLISECONDS; !(await isHealthy(address)); await wait(100)) {
    if (child.exitCode !== null || Date.now() > over) throw new Error(`The server did not start; its log is ${join(home, 'bench-server.log')}`)
  }
  return servedBy(child, address)
}

/** The machine's own limit: a bare server of Node that has one answer. */
export async function serveBare(file: string): Promise<Served> {
  const child = spawn(process.execPath, [join(root, 'benchmarks/bare-server.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) return servedBy(child, `http://127.0.0.1:${line}`)
  throw new Error('The bare server did not start')
}

function servedBy(child: ChildProcess, address: string): Served {
  return {
    address, pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) throw new Error(`The server at ${address} ended by itself, with ${child.exitCode}`)
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function isHealthy(address: string): Promise<boolean> {
  return fetch(`${address}/health`).then((answer) => answer.ok, () => false)
}
