import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '../examples/seeded-random.ts'
import { Problem } from '../src/platform/http/refusals.ts'
import { cpuSecondsSince } from './cpu-seconds.ts'
import { latenciesOf } from './latencies.ts'
import { processUse } from './process-use.ts'
import { type Answer, openReader, type Reader } from './reader.ts'
import { type KindReport, ReadersAsked, type ReadersReport } from './reader-report.ts'
import { learnQuestions, type Question, type VisitorQuestions } from './visitor-questions.ts'

/** Which part of the time they were told those wait who were turned away. */
const IMPATIENCE = 0.25

const HEALTH: Question = { kind: 'health', path: '/health', faultOf: ({ status, body }) => (status === 200 && body.toString() === '{"alive":true}' ? undefined : `answered ${status}`) }

/** A program: many readers who ask without pause, one connection each, and compare every answer. Prints a ReadersReport. */
const asked = ReadersAsked.parse(JSON.parse(process.argv[2] ?? ''))
const report = await readTogether(asked)
process.stdout.write(`${JSON.stringify(report)}\n`)

interface Tally {
  readonly statuses: Map<string, number>
  readonly milliseconds: number[]
  wrong: number
  failed: number
  firstFault: string | null
}

async function readTogether({ address, serverPid, readers, seconds, kind, mayTurnAway }: ReadersAsked): Promise<ReadersReport> {
  const calm = openReader(address)
  const questions = kind === 'mix' ? await learnQuestions(calm) : bareQuestions(kind.bareBytes)
  const tallies = new Map<string, Tally>()
  let bytes = 0
  const [before, serverBefore] = [process.cpuUsage(), await processUse(serverPid)]
  const began = performance.now()
  const end = began + seconds * 1000

  async function askOnce(reader: Reader, question: Question): Promise<void> {
    const tally: Tally = tallies.get(question.kind) ?? { statuses: new Map(), milliseconds: [], wrong: 0, failed: 0, firstFault: null }
    tallies.set(question.kind, tally)
    try {
      const answer = await reader.ask(question.path, question.headers)
      bytes += answer.body.length
      tally.statuses.set(String(answer.status), (tally.statuses.get(String(answer.status)) ?? 0) + 1)
      const isTurnedAway = mayTurnAway && answer.status === 503
      const fault = isTurnedAway ? turnAwayFault(answer) : question.faultOf(answer)
      // Less patient than they are told to be, so that the server is past its limit all the time.
      if (isTurnedAway) await wait(Number(answer.headers['retry-after'] ?? 0) * 1000 * IMPATIENCE)
      if (fault !== undefined) { tally.wrong++; tally.firstFault ??= `${question.path}: ${fault}` }
      else if (!isTurnedAway) tally.milliseconds.push(answer.milliseconds)
    } catch (fault) {
      tally.failed++
      tally.firstFault ??= `${question.path}: ${fault instanceof Error ? `${fault.name} ${fault.message}` : String(fault)}`
    }
  }

  async function readOn(number: number): Promise<void> {
    const reader = openReader(address)
    const { share } = seededRandom(number)
    for (const question of questions.first) await askOnce(reader, question)
    while (performance.now() < end) await askOnce(reader, questions.next(share))
    reader.close()
  }

  /** Whoever watches the server asks twenty times a second whether it lives, on a connection of its own. */
  async function watchHealth(): Promise<void> {
    const watcher = openReader(address)
    for (; performance.now() < end; await wait(50)) await askOnce(watcher, HEALTH)
    watcher.close()
  }

  await Promise.all([...Array.from({ length: readers }, (_, number) => readOn(number)), ...(kind === 'mix' ? [watchHealth()] : [])])
  const lasted = (performance.now() - began) / 1000
  const cpuSeconds = cpuSecondsSince(before)
  const serverAfter = await processUse(serverPid)
  // The same questions once more, one after the other: the server must be well at once.
  if (mayTurnAway) for (let place = 0; place < 50; place++) await askAfterwards(calm, questions, place, askOnce)
  calm.close()
  return { seconds: lasted, kinds: [...tallies].map(([name, tally]) => reportOf(name, tally)), cpuSeconds, bytes, serverCpuSeconds: serverAfter.cpuSeconds - serverBefore.cpuSeconds, serverPeakBytes: serverAfter.peakResidentBytes }
}

function bareQuestions(bareBytes: number): VisitorQuestions {
  const question: Question = { kind: 'bare', path: '/', faultOf: ({ status, body }) => (status === 200 && body.length === bareBytes ? undefined : `answered ${status} with ${body.length} bytes`) }
  return { first: [], next: () => question }
}

/** A right "come again": when, and a problem that says what to do. */
function turnAwayFault({ headers, body }: Answer): string | undefined {
  const seconds = headers['retry-after']
  if (seconds === undefined || !/^[1-9]\d*$/.test(seconds)) return '503 without Retry-After'
  if (headers['content-type'] !== 'application/problem+json') return '503 without a problem'
  const { success, data } = Problem.safeParse(JSON.parse(body.toString()))
  return success && data.status === 503 && data.detail.includes(`again in ${seconds} s`) ? undefined : '503 with another problem'
}

async function askAfterwards(reader: Reader, questions: VisitorQuestions, place: number, askOnce: (reader: Reader, question: Question) => Promise<void>): Promise<void> {
  const question = questions.next(seededRandom(1e6 + place).share)
  await askOnce(reader, { ...question, kind: 'afterwards', faultOf: (answer) => (answer.status === 503 ? 'turned away after the storm' : question.faultOf(answer)) })
}

function reportOf(kind: string, { statuses, milliseconds, ...tally }: Tally): KindReport {
  const { p50, p95, p99 } = latenciesOf(milliseconds)
  const known = (value: number) => (Number.isNaN(value) ? null : value)
  return { kind, statuses: Object.fromEntries([...statuses].toSorted()), ...tally, p50: known(p50), p95: known(p95), p99: known(p99), longest: milliseconds.length === 0 ? null : milliseconds.reduce((a, b) => Math.max(a, b)) }
}
