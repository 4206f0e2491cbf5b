import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { foldText } from '../src/kernels/search/fold-text.ts'
import { createSearchIndex, type SearchIndex, type SearchRequest } from '../src/kernels/search/search-index.ts'
import { Refusal } from '../src/platform/refusal.ts'
import { catalogueQuestions, halfTyped } from './catalogue-questions.ts'
import { rounded } from './cpu-seconds.ts'
import { latenciesOf } from './latencies.ts'
import { CATALOGUE_FACETS, createCatalogue, type Catalogue } from './make-catalogue.ts'
import { markdownTable } from './markdown-table.ts'

const SEED = 7
/** A scan takes long, and always the same; so few are enough. */
const SCANS = 5
/** Each question is asked so often, and the fastest answer counts: what other work on the machine takes away is not ours. */
const TIMES = 3

/**
 * `npm run bench catalogue`: data sets made, indexed and searched, beside a scan over their folded texts.
 *
 * @param parameters `--datasets 100000`, `--questions 100` (of each kind)
 * @throws {Refusal} `wrong-use`
 */
export async function runCatalogueBenchmark(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...parameters], options: { datasets: { type: 'string', default: '100000' }, questions: { type: 'string', default: '100' } } })
  const [datasets, count] = [Number(values.datasets), Number(values.questions)]
  if (![datasets, count].every((number) => Number.isInteger(number) && number > 0)) throw new Refusal('wrong-use', '--datasets and --questions take whole numbers, such as 100000 and 100')
  const print = (text: string) => { process.stdout.write(`${text}\n`) }
  print(`Node ${process.version}, ${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}\n`)

  const catalogue = createCatalogue(SEED)
  const { index, table } = fill(catalogue, datasets)
  print(`## Reindexing ${datasets.toLocaleString('en')} data sets\n\n${table}\n`)
  const texts = Array.from({ length: datasets }, (_, number) => searchTextOf(catalogue, number))
  print(`## Searching them: a page of 20 with the counts of ${CATALOGUE_FACETS.length} facets\n\n${searchTable({ index, texts, catalogue, count })}\n`)
  print(`## Suggesting\n\n${suggestionTable({ index, catalogue, count })}`)
}

/** Time is taken around the index alone, not around making the data sets. */
function fill(catalogue: Catalogue, datasets: number): { readonly index: SearchIndex; readonly table: string } {
  const before = heldBytes()
  const index = createSearchIndex({ facets: CATALOGUE_FACETS, sorts: [{ name: 'newest', kind: 'number', direction: 'descending' }, { name: 'title', kind: 'text', direction: 'ascending' }, { name: 'size', kind: 'number', direction: 'descending' }, { name: 'downloads', kind: 'number', direction: 'descending' }] })
  let [wall, cpu, characters] = [0, 0, 0]
  const timed = (work: () => void) => {
    const [began, beganCpu] = [performance.now(), cpuMilliseconds()]
    work()
    wall += performance.now() - began
    cpu += cpuMilliseconds() - beganCpu
  }
  // In batches, because the clock of the processor is too coarse for one.
  for (let first = 0; first < datasets; first += 1000) {
    const batch = Array.from({ length: Math.min(1000, datasets - first) }, (_, at) => catalogue.make(first + at))
    for (const { title, description } of batch) characters += [...title, ...description].join('').length
    timed(() => { for (const document of batch) index.put(document) })
  }
  timed(() => index.compact())
  const held = heldBytes() - before
  const changed = latenciesOf(Array.from({ length: 200 }, (_, number) => { const document = catalogue.make(number); const began = performance.now(); index.put(document); return performance.now() - began }))
  const [beganCompacting, compactingCpu] = [performance.now(), cpuMilliseconds()]
  index.compact()
  const [compacting, cpuOfIt] = [performance.now() - beganCompacting, cpuMilliseconds() - compactingCpu]
  return { index, table: markdownTable(
    ['data sets', 'letters of titles and descriptions, millions', 'reindex s', 'CPU s', 'memory MB', 'one change, p95 ms', 'giving back room s', 'CPU s '],
    [[datasets, rounded(characters / 1e6, 3), rounded(wall / 1000, 3), rounded(cpu / 1000, 3), Math.round(held / 1e6), rounded(changed.p95), rounded(compacting / 1000, 3), rounded(cpuOfIt / 1000, 3)]],
  ) }
}

function searchTable({ index, texts, catalogue, count }: { readonly index: SearchIndex; readonly texts: readonly string[]; readonly catalogue: Catalogue; readonly count: number }): string {
  // Asked once before, with other words, so that the first kind is not the one that warms up.
  for (const { questions } of catalogueQuestions(catalogue, { count: 3, seed: SEED + 1 })) for (const question of questions) index.search(question)
  const all: Measured[] = []
  const rows = catalogueQuestions(catalogue, { count, seed: SEED }).map(({ kind, questions }) => {
    const measured = measure(questions.map((question) => () => index.search(question)))
    all.push(measured)
    const totals = latenciesOf(questions.map((question) => index.search(question).total))
    const [ours, scanned] = [latenciesOf(measured.milliseconds).p50, latenciesOf(measure(questions.slice(0, SCANS).map((question) => () => scan(texts, question))).milliseconds).p50]
    return [kind, questions.length, totals.p50, ...summed(measured), rounded(scanned), rounded(scanned / ours)]
  })
  const whole = { milliseconds: all.flatMap(({ milliseconds }) => milliseconds), cpu: all.reduce((sum, { cpu }) => sum + cpu, 0) / all.length }
  return markdownTable(['what is asked', 'questions', 'found, middle', 'p50 ms', 'p95 ms', 'most ms', 'CPU ms, mean', 'scan p50 ms', 'scan / ours'], [...rows, ['all', whole.milliseconds.length, '–', ...summed(whole), '–', '–']])
}

function suggestionTable({ index, catalogue, count }: { readonly index: SearchIndex; readonly catalogue: Catalogue; readonly count: number }): string {
  const rows = halfTyped(catalogue, { count, seed: SEED }).map(({ kind, typed }) => [kind, typed.length, ...summed(measure(typed.map((text) => () => index.suggest(text))))])
  return markdownTable(['what is typed', 'times', 'p50 ms', 'p95 ms', 'most ms', 'CPU ms, mean'], rows)
}

interface Measured {
  /** Of the fastest answer to each question. */
  readonly milliseconds: readonly number[]
  /** Of this thread, in milliseconds, on average over all answers; its clock is too coarse for a single one. */
  readonly cpu: number
}

function measure(questions: readonly (() => unknown)[]): Measured {
  const began = cpuMilliseconds()
  const milliseconds = questions.map((ask) => Math.min(...Array.from({ length: TIMES }, () => { const began = performance.now(); ask(); return performance.now() - began })))
  return { milliseconds, cpu: (cpuMilliseconds() - began) / (questions.length * TIMES) }
}

function summed({ milliseconds, cpu }: Measured): number[] {
  const { p50, p95 } = latenciesOf(milliseconds)
  return [p50, p95, Math.max(...milliseconds), cpu].map((value) => rounded(value))
}

/** Of this thread alone: what other work on the machine does not change. */
function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The peer: every text looked through for every word; no particles, errors, facets, filters nor order. */
function scan(texts: readonly string[], { query = '' }: SearchRequest): number {
  const words = foldText(query).split(' ')
  let found = 0
  for (const text of texts) if (words.every((word) => text.includes(word))) found++
  return found
}

function searchTextOf(catalogue: Catalogue, number: number): string {
  const { title, keywords, publisher, description } = catalogue.make(number)
  return foldText([...title, ...keywords, ...publisher, ...description].join(' '))
}

/** What is held after everything that can be is given back. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
