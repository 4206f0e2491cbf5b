import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Refusal } from '../src/platform/refusal.ts'
import { rounded } from './cpu-seconds.ts'
import { markdownTable } from './markdown-table.ts'
import { measureProcess } from './measure-process.ts'
import { type KindReport, type ReadersAsked, ReadersReport } from './reader-report.ts'
import { fillHome, type Served, serveBare, serveHome } from './served-dam.ts'

const PORTAL = join(import.meta.dirname, '../dist/portal/index.html')
const BARE_SECONDS = 10
const STORM_SECONDS = 20
/** Readers past the limit, for each that is let in. */
const STORM = 2

/**
 * `npm run bench serve`: readers without an account who ask without pause, beside a bare server of Node on the same machine;
 * then more of them than the server lets in.
 *
 * @param parameters `--readers 200`, `--seconds 60`, `--limit 100` (what the server of the second part lets in), `--home FOLDER` (kept, so that it is filled once)
 * @throws {Refusal} `wrong-use`; `promise-failed` where an answer was wrong, or none came
 */
export async function runServeBenchmark(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...parameters], options: { readers: { type: 'string', default: '200' }, seconds: { type: 'string', default: '60' }, limit: { type: 'string', default: '100' }, home: { type: 'string' } } })
  const asked = z.object({ readers: z.coerce.number().int().min(1), seconds: z.coerce.number().min(1), limit: z.coerce.number().int().min(1) }).safeParse(values)
  if (!asked.success) throw new Refusal('wrong-use', '--readers, --seconds and --limit take numbers from 1 on')
  if (!existsSync(PORTAL)) throw new Refusal('not-found', 'The portal is not built; npm start builds it')
  const { readers, seconds, limit } = asked.data
  const home = values.home ?? await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  try {
    await mkdir(home, { recursive: true })
    say('filling the home with the example data sets; the first time this takes a minute or two')
    await fillHome(home, { say })
    print(`Node ${process.version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB\n`)
    const served = await withServer(() => serveHome(home), async (server) => {
      say(`${readers} readers for ${seconds} s`)
      const mixed = await read(server, { readers, seconds, kind: 'mix', mayTurnAway: false })
      return { mixed, catalogue: Buffer.from(await (await fetch(`${server.address}/api/v1/datasets`)).arrayBuffer()) }
    })
    await writeFile(join(home, 'catalogue.json'), served.catalogue)
    const bare = await withServer(() => serveBare(join(home, 'catalogue.json')), (server) => {
      say(`the same readers at a bare server for ${BARE_SECONDS} s`)
      return read(server, { readers, seconds: BARE_SECONDS, kind: { bareBytes: served.catalogue.length }, mayTurnAway: false })
    })
    print(`## ${readers} readers for ${seconds} s\n\n${kindsTable(served.mixed)}\n\n${limitTable(served.mixed, bare, served.catalogue.length)}\n`)
    const stormed = await withServer(() => serveHome(home, { REQUESTS_AT_ONCE: String(limit) }), (server) => {
      say(`past the limit: ${limit * STORM} readers, ${limit} let in, for ${STORM_SECONDS} s`)
      return read(server, { readers: limit * STORM, seconds: STORM_SECONDS, kind: 'mix', mayTurnAway: true })
    })
    print(`## Past the limit: ${limit * STORM} readers where ${limit} requests are answered at once, for ${STORM_SECONDS} s\n\n${kindsTable(stormed)}\n`)
    const faults = [served.mixed, bare, stormed].flatMap(({ kinds }) => kinds).filter(({ wrong, failed }) => wrong + failed > 0)
    if (faults.length > 0) throw new Refusal('promise-failed', `Not every answer was right; the first that was not: ${faults[0]?.firstFault}`)
    if (!stormed.kinds.some(({ statuses }) => statuses['503'])) throw new Refusal('promise-failed', 'Nobody was turned away past the limit')
  } finally {
    if (values.home === undefined) await rm(home, { recursive: true, force: true })
  }
}

async function withServer<Result>(open: () => Promise<Served>, work: (server: Served) => Promise<Result>): Promise<Result> {
  const server = await open()
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

async function read({ address, pid }: Served, asked: Omit<ReadersAsked, 'address' | 'serverPid'>): Promise<ReadersReport> {
  const wish: ReadersAsked = { address, serverPid: pid, ...asked }
  const { code, stdout, stderr } = await measureProcess(process.execPath, [join(import.meta.dirname, 'readers.ts'), JSON.stringify(wish)])
  if (code !== 0) throw new Error(`The readers ended with ${code}: ${stderr.slice(-2000)}`)
  return ReadersReport.parse(JSON.parse(stdout))
}

function kindsTable({ kinds }: ReadersReport): string {
  const milliseconds = (value: number | null) => (value === null ? '–' : rounded(value, 3))
  return markdownTable(
    ['asked for', 'right', 'turned away (503)', 'wrong', 'no answer', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'],
    kinds.map((kind) => [kind.kind, rightOf(kind), kind.statuses['503'] ?? 0, kind.wrong, kind.failed, milliseconds(kind.p50), milliseconds(kind.p95), milliseconds(kind.p99), milliseconds(kind.longest)]),
  )
}

function limitTable(served: ReadersReport, bare: ReadersReport, bytes: number): string {
  const [ours, limit] = [perSecond(served), perSecond(bare)]
  const [ourCost, limitCost] = [cpuMilliseconds(served), cpuMilliseconds(bare)]
  const line = (name: string, report: ReadersReport) => [name, rounded(perSecond(report), 3), rounded(cpuMilliseconds(report), 3), rounded(report.serverCpuSeconds, 3), rounded(report.cpuSeconds, 3), Math.round(report.serverPeakBytes / 1e6), rounded(report.bytes / 1e6 / report.seconds, 3)]
  return markdownTable(['server', 'answers a second', 'its CPU ms an answer', 'its CPU s', 'readers’ CPU s', 'its peak MB', 'MB a second'], [
    line('datadam, the mix above', served), line(`bare, ${bytes.toLocaleString('en')} bytes`, bare),
    ['ratio', rounded(ours / limit), rounded(ourCost / limitCost), '–', '–', '–', '–'],
  ])
}

function rightOf({ statuses, wrong }: KindReport): number {
  return Object.entries(statuses).reduce((sum, [status, count]) => sum + (status === '503' ? 0 : count), 0) - wrong
}

function perSecond({ kinds, seconds }: ReadersReport): number {
  return kinds.reduce((sum, kind) => sum + rightOf(kind), 0) / seconds
}

function cpuMilliseconds(report: ReadersReport): number {
  return report.serverCpuSeconds * 1000 / (perSecond(report) * report.seconds)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
