import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Page } from '../src/platform/http/shapes.ts'
import { DatasetSummary, RowsAnswer, VersionAnswer } from '../src/dam/catalogue/datasets/dataset-answers.ts'
import type { Answer, Reader } from './reader.ts'

/** Something that is asked, and what the answer must be. */
export interface Question {
  readonly kind: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** What is wrong with an answer; undefined where it is right. */
  faultOf(answer: Pick<Answer, 'status' | 'headers' | 'body'>): string | undefined
}

/** What visitors ask of a portal. */
export interface VisitorQuestions {
  /** Asked once by each, as a browser keeps it: the page, then its script. */
  readonly first: readonly Question[]
  /** One after another, without end; `random` gives 0 to 1. */
  next(random: () => number): Question
}

/** Shares of what is asked, out of the sum. */
const SHARES = { catalogue: 2, 'data set': 2, version: 2, rows: 4, report: 1, 'report again': 1, range: 1 } as const
type Kind = keyof typeof SHARES

const ROWS_OF_A_PAGE = 20
const RANGE_BYTES = 65_536
const QUERIES = ['', '?query=city&limit=20', '?sort=newest', '?domain=health', '?query=%ED%87%B4%EC%9B%90', '?access=open&sort=title']

/**
 * Learns in calm what the right answers are: every byte of them is compared later. Files are checked against the hash that their version names;
 * all rows are read once, so that a page from any offset is known.
 *
 * @throws {Error} where an answer in calm is not as it must be
 */
export async function learnQuestions(reader: Reader): Promise<VisitorQuestions> {
  const first = await learnPage(reader)
  const known: Record<Kind, ((random: () => number) => Question)[]> = { catalogue: [], 'data set': [], version: [], rows: [], report: [], 'report again': [], range: [] }
  for (const query of QUERIES) known.catalogue.push(always(await learnAnswer(reader, 'catalogue', `/api/v1/datasets${query}`)))
  const { items } = await askJson(reader, '/api/v1/datasets', Page(DatasetSummary))
  for (const { publisher, slug, latest, access } of items) {
    const dataset = `/api/v1/datasets/${publisher.slug}/${slug}`
    const version = `${dataset}/versions/${latest?.version ?? 'latest'}`
    known['data set'].push(always(await learnAnswer(reader, 'data set', dataset)))
    known.version.push(always(await learnAnswer(reader, 'version', version)))
    known.report.push(always(await learnAnswer(reader, 'report', `${version}/report`)))
    known['report again'].push(always(await learnEtag(reader, `${version}/report`)))
    if (access !== 'open') continue
    known.rows.push(await learnRows(reader, version))
    known.range.push(await learnFile(reader, version))
  }
  if (Object.values(known).some((questions) => questions.length === 0)) throw new Error('The server has no open data set to ask for')
  const kinds = Object.entries(SHARES).flatMap(([kind, share]) => Array.from({ length: share }, () => KINDS.parse(kind)))
  return { first, next: (random) => oneOf(known[oneOf(kinds, random)], random)(random) }
}

const KINDS = z.enum(['catalogue', 'data set', 'version', 'rows', 'report', 'report again', 'range'])

async function learnPage(reader: Reader): Promise<Question[]> {
  const page = await learnAnswer(reader, 'page', '/')
  const { body } = await reader.ask('/')
  const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(body.toString()) ?? []
  if (script === undefined) throw new Error('The portal is not built')
  return [page, await learnAnswer(reader, 'script', script)]
}

/** The same bytes as in calm; how often something was downloaded may have changed. */
async function learnAnswer(reader: Reader, kind: string, path: string): Promise<Question> {
  const { status, body } = await reader.ask(path)
  if (status !== 200 || body.length === 0) throw new Error(`${path} was answered ${status} in calm`)
  const counts = kind === 'catalogue' || kind === 'data set'
  const expected = counts ? withoutCounts(body) : body
  return { kind, path, faultOf: (answer) => statusFault(answer, 200) ?? (expected.equals(counts ? withoutCounts(answer.body) : answer.body) ? undefined : 'another body than in calm') }
}

/** As a browser asks that has it: whether it is still the same. */
async function learnEtag(reader: Reader, path: string): Promise<Question> {
  const { headers: { etag } } = await reader.ask(path)
  if (etag === undefined) throw new Error(`${path} has no ETag`)
  return { kind: 'report again', path, headers: { 'if-none-match': etag }, faultOf: (answer) => statusFault(answer, 304) ?? (answer.body.length === 0 ? undefined : 'sent again') }
}

function withoutCounts(body: Buffer): Buffer {
  return Buffer.from(body.toString().replaceAll(/"downloads":\d+/g, '"downloads":0'))
}

async function learnRows(reader: Reader, version: string): Promise<(random: () => number) => Question> {
  const rows: string[] = []
  let columns = '[]'
  for (let total = 1; rows.length < total;) {
    const page = await askJson(reader, `${version}/rows?offset=${rows.length}&limit=100`, RowsAnswer)
    if (page.rows.length === 0 || page.cutCells > 0) throw new Error('A page of rows is not as it must be')
    rows.push(...page.rows.map((row) => JSON.stringify(row)))
    columns = JSON.stringify(page.columns)
    total = page.total
  }
  return (random) => {
    const offset = Math.floor(random() * rows.length)
    const expected = `{"columns":${columns},"rows":[${rows.slice(offset, offset + ROWS_OF_A_PAGE).join(',')}],"total":${rows.length},"offset":${offset},"cutCells":0}`
    return { kind: 'rows', path: `${version}/rows?offset=${offset}&limit=${ROWS_OF_A_PAGE}`, faultOf: (answer) => statusFault(answer, 200) ?? (answer.body.toString() === expected ? undefined : 'other rows than in calm') }
  }
}

async function learnFile(reader: Reader, version: string): Promise<(random: () => number) => Question> {
  const { files } = await askJson(reader, version, VersionAnswer)
  const file = files.find(({ path }) => path.startsWith('data/'))
  if (!file) throw new Error('A version has no file of rows')
  const path = `${version}/files/${file.path}`
  const { body: whole } = await reader.ask(path)
  if (createHash('sha256').update(whole).digest('hex') !== file.sha256) throw new Error('A file has another hash than its version says')
  const pieces = Math.ceil(whole.length / RANGE_BYTES)
  return (random) => {
    // In pieces from the first byte on, so that some begin a download, which is counted.
    const from = Math.floor(random() * pieces) * RANGE_BYTES
    const expected = whole.subarray(from, from + RANGE_BYTES)
    return { kind: 'range', path, headers: { range: `bytes=${from}-${from + RANGE_BYTES - 1}` }, faultOf: (answer) => statusFault(answer, 206) ?? (expected.equals(answer.body) ? undefined : 'other bytes than in calm') }
  }
}

async function askJson<Schema extends z.ZodType>(reader: Reader, path: string, schema: Schema): Promise<z.infer<Schema>> {
  const { status, body } = await reader.ask(path)
  if (status !== 200) throw new Error(`${path} was answered ${status} in calm`)
  return schema.parse(JSON.parse(body.toString()))
}

function statusFault({ status }: Pick<Answer, 'status'>, expected: number): string | undefined {
  return status === expected ? undefined : `answered ${status}`
}

function always(question: Question): () => Question {
  return () => question
}

function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('Nothing to choose from')
  return item
}
