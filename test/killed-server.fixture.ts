import { type ChildProcess, spawn } from 'node:child_process'
import { hashPassword } from 'better-auth/crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PeopleTables } from '#platform/auth/people-tables.ts'
import type { Database } from '#platform/database/database.ts'
import type { TestedDatabase } from '#platform/database/test-databases.fixture.ts'
import { openTables } from '../src/main/open-stores.ts'
import { folderWith } from './program.fixture.ts'

const program = join(import.meta.dirname, '../src/main/cli.ts')

/** Where people reach the server, whatever port it has this time. */
const ORIGIN = 'http://dam.example'
export const PASSWORD = 'harbour-lantern-71-quiet'

/** Invented people of an invented city, and somebody who follows what it publishes. */
const PEOPLE = { steward: ['owner', 'steward'], approver: ['approver'], reader: [] } as const
export type Somebody = keyof typeof PEOPLE
const SOMEBODIES: readonly Somebody[] = ['steward', 'approver', 'reader']

interface Sending {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** The server as a program on a home of its own, that can be killed and started again. */
export interface KillableServer {
  readonly home: string
  /** Starts it, and waits until it listens. */
  start(): Promise<void>
  /** Ends it in the middle of whatever it does, and waits until it is gone. @returns the programs that it had begun */
  kill(): Promise<number[]>
  /** Where it listens now. */
  address(): string
  cookieOf(somebody: Somebody): string
  /** Sends requests with the sessions of another server. */
  takeSessionsOf(other: KillableServer): void
  /** Signs a person in, and lets them act for the city; the session lasts over every kill. */
  signIn(somebody: Somebody): Promise<void>
  send(somebody: Somebody, method: string, path: string, sending?: Sending): Promise<Response>
  /** Sends JSON, keeps the cookies that come, and reads JSON. @throws where the answer is a no */
  post(somebody: Somebody, path: string, body: unknown): Promise<unknown>
  ask<Schema extends z.ZodType>(somebody: Somebody, path: string, schema: Schema): Promise<z.infer<Schema>>
  /** Asks for a change with a body in JSON. @returns the answer's status, or undefined where the server was killed before it answered */
  tell(somebody: Somebody, method: string, path: string, body?: unknown): Promise<number | undefined>
  /** Runs another command on the same home and database, while no server has it open. */
  command(words: readonly string[]): Promise<{ readonly code: number | null; readonly told: unknown }>
  /** The tables, while no server has them open. */
  withTables<Result>(work: (database: Database) => Promise<Result>): Promise<Result>
  end(): Promise<void>
}

/** Lays a home with people and a city on a database, or one with nothing at all; no server is on it yet. */
export async function prepareServer({ place }: Pick<TestedDatabase, 'place'>, { isEmpty = false }: { readonly isEmpty?: boolean } = {}): Promise<KillableServer> {
  const home = folderWith({})
  const { location, remove } = await place()
  if ('folder' in location) renameSync(location.folder, join(home, 'database'))
  const databaseUrl = 'url' in location ? location.url : undefined
  const environment = {
    ...process.env, DATADAM_HOME: home, HOST: '127.0.0.1', PORT: '0', PUBLIC_URL: ORIGIN, DATABASE_URL: databaseUrl, DATADAM_MEMORY_MB: '600', DATADAM_THREADS: '1', REQUESTS_PER_MINUTE: '100000',
    DOI_PREFIX: '10.12345', STORAGE_URL: undefined, MAIL_URL: undefined, SIGN_IN_SECRET: undefined,
  }
  const begin = (words: readonly string[]): ChildProcess => spawn(process.execPath, [program, ...words, '--json'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const cookies = new Map<Somebody, string>()
  let running: { readonly child: ChildProcess; readonly address: string } | undefined

  const server: KillableServer = {
    home,
    async start() {
      const child = begin(['serve'])
      running = { child, address: `http://127.0.0.1:${await portOf(child)}` }
    },
    async kill() {
      const { pid } = running?.child ?? {}
      if (!running || pid === undefined) throw new Error('No server runs')
      const begun = programsOf(pid)
      const gone = once(running.child, 'exit')
      running.child.kill('SIGKILL')
      await gone
      running = undefined
      return begun
    },
    address: () => running?.address ?? '',
    cookieOf: (somebody) => cookies.get(somebody) ?? '',
    takeSessionsOf(other) { for (const somebody of SOMEBODIES) cookies.set(somebody, other.cookieOf(somebody)) },
    async signIn(somebody) {
      await server.post(somebody, '/api/auth/sign-in/email', { email: emailOf(somebody), password: PASSWORD })
      if (PEOPLE[somebody].length > 0) await server.tell(somebody, 'POST', '/me/acting-for', { organisationId: 'city' })
    },
    send: (somebody, method, path, { headers = {}, body } = {}) => fetch(`${server.address()}${path.startsWith('/api/') ? path : `/api/v1${path}`}`, {
      method, headers: { origin: ORIGIN, cookie: server.cookieOf(somebody), ...headers }, ...(body !== undefined && { body }),
    }),
    async post(somebody, path, body) {
      const answer = await server.send(somebody, 'POST', path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`)
      const given = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '').filter((cookie) => !cookie.endsWith('='))
      if (given.length > 0) cookies.set(somebody, given.join('; '))
      return answer.json()
    },
    async ask(somebody, path, schema) {
      const answer = await server.send(somebody, 'GET', path)
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`)
      return schema.parse(await answer.json())
    },
    async tell(somebody, method, path, body = {}) {
      const answer = await server.send(somebody, method, path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => undefined)
      return answer?.status
    },
    async command(words) {
      const child = begin(words)
      let out = ''
      child.stdout?.setEncoding('utf8').on('data', (text: string) => { out += text })
      await once(child, 'close')
      return { code: child.exitCode, told: JSON.parse(out) }
    },
    async withTables(work) {
      const database = await openTables({ home, databaseUrl })
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    async end() {
      if (running) await server.kill()
      rmSync(home, { recursive: true, force: true })
      await remove()
    },
  }
  if (!isEmpty) await server.withTables(addPeople)
  return server
}

export const emailOf = (somebody: string): string => `${somebody}@city.example`

async function addPeople(database: Database): Promise<void> {
  const now = new Date()
  const password = await hashPassword(PASSWORD)
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PeopleTables>()
    await tables.insertInto('organisation').values({ id: 'city', slug: 'city', name: JSON.stringify({ ko: '시험시', en: 'City' }), description: '{}', homepage: null, created_at: now }).execute()
    for (const [id, roles] of Object.entries(PEOPLE)) {
      await tables.insertInto('person').values({ id, name: `Name of ${id}`, email: emailOf(id), email_verified: true, suspended_at: null, created_at: now, updated_at: now }).execute()
      await tables.insertInto('account').values({ id, person_id: id, provider_id: 'credential', account_id: id, password, created_at: now, updated_at: now }).execute()
      if (roles.length > 0) await tables.insertInto('membership').values({ organisation_id: 'city', person_id: id, roles: [...roles], valid_from: null, valid_until: null, created_at: now }).execute()
    }
  })
}

/** The port that the server's log tells. */
function portOf(child: ChildProcess): Promise<number> {
  let log = ''
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      const [, port] = /Listening on port (\d+)/.exec(log) ?? []
      if (port !== undefined) resolve(Number(port))
    })
    child.on('exit', () => { reject(new Error(`The server ended: ${log}`)) })
  })
}

/** Every program that one has begun, and those that these have begun. */
function programsOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const children = all.filter((one) => processFacts(one)?.parent === pid)
  return children.flatMap((child) => [child, ...programsOf(child)])
}

/** Those of the programs that still do something. */
export function stillRunning(programs: readonly number[]): number[] {
  return programs.filter((pid) => !['Z', undefined].includes(processFacts(pid)?.state))
}

function processFacts(pid: number): { readonly state: string | undefined; readonly parent: number } | undefined {
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return undefined
  try {
    // After the name, which may hold anything: state, parent.
    const [state, parent] = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return { state, parent: Number(parent) }
  } catch {
    return undefined
  }
}
