import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import type { EnginePool } from '#platform/engines/engine-pool.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, PageQuery } from '#platform/http/shapes.ts'
import { VersionPath } from '../datasets/catalogue-paths.ts'
import { RowFilter, RowOrder, RowsAnswer, StatisticsAnswer, VersionAnswer } from '../datasets/dataset-answers.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { sharedByAnybody, versionReader } from './find-version.ts'
import { getVersionAnswer, type VersionAnswerNeeds } from './get-version-answer.ts'
import { type FileNeeds, handOutFile } from './hand-out-file.ts'
import { keepCells } from './keep-cells.ts'
import { keepLatest } from './keep-latest.ts'
import { type LookNeeds, lookAtRows, lookAtStatistics, type StatisticsNeeds } from './look-at-rows.ts'
import { measureColumnsBy } from './measure-columns.ts'
import { countRowsBy, readCellsBy } from './read-rows.ts'
import { showReport } from './show-report.ts'

const BASE = '/datasets/{publisher}/{slug}/versions/{version}' as const
const FileName = z.string().max(200)

const read = guarded('dataset:read', {
  method: 'get', path: BASE, request: { params: VersionPath },
  responses: { 200: { description: 'The version with all its evidence', ...json(VersionAnswer) } },
})
const RowsQuery = PageQuery.extend({
  cellLength: z.coerce.number().int().min(1).max(10_000).default(200),
  filter: listInJson(RowFilter, { most: 20 }).openapi({ type: 'string', description: 'JSON: a list of filters, all of which a row must pass', example: '[{"column":"cost","is":"at-least","value":"100"},{"column":"ward","is":"missing"}]' }),
  sort: listInJson(RowOrder, { most: 5 }).openapi({ type: 'string', description: 'JSON: a list of columns with their directions, the first weighs most', example: '[{"column":"cost","direction":"descending"}]' }),
})
const look = guarded('dataset:read', {
  method: 'get', path: `${BASE}/rows`, request: { params: VersionPath, query: RowsQuery },
  responses: { 200: { description: 'Rows from an offset, cells as text', ...json(RowsAnswer) } },
})
const statistics = guarded('dataset:read', {
  method: 'get', path: `${BASE}/statistics`, request: { params: VersionPath },
  responses: { 200: { description: 'How the values of each column are spread, counted in the released rows', ...json(StatisticsAnswer) } },
})
const report = guarded('dataset:read', {
  method: 'get', path: `${BASE}/report`, request: { params: VersionPath },
  responses: { 200: { description: 'The report, a page in a sandbox of its own' }, 304: { description: 'Had already' } },
})
const FILE_RESPONSES = { 200: { description: 'The file' }, 206: { description: 'The parts of it that were asked for' }, 304: { description: 'Had already' } } as const
const file = guarded('file:download', { method: 'get', path: `${BASE}/files/{name}`, request: { params: VersionPath.extend({ name: FileName }) }, responses: FILE_RESPONSES })
const fileInFolder = guarded('file:download', { method: 'get', path: `${BASE}/files/{folder}/{name}`, request: { params: VersionPath.extend({ folder: FileName, name: FileName }) }, responses: FILE_RESPONSES })

export type VersionRoutesNeeds = Omit<VersionAnswerNeeds & LookNeeds & StatisticsNeeds & FileNeeds, 'readVersion' | 'readCells' | 'countRows' | 'measureColumns'> & { readonly isRecused: IsRecused; readonly engines: EnginePool }

const KEPT_CHARACTERS = 40e6
const KEPT_COUNTS = 5000
const KEPT_STATISTICS = 30

/** What readers see of a version: evidence, rows, report, files. */
export function versionRoutes(given: VersionRoutesNeeds) {
  const { engines } = given
  const needs = {
    ...given, readVersion: versionReader(given),
    readCells: keepCells(readCellsBy(engines), { mostCharacters: KEPT_CHARACTERS }),
    countRows: keepLatest(countRowsBy(engines), { keyOf: ({ files, filters }) => JSON.stringify([pathsOf(files), filters]), most: KEPT_COUNTS }),
    measureColumns: keepLatest(measureColumnsBy(engines), { keyOf: ({ files }) => JSON.stringify(pathsOf(files)), most: KEPT_STATISTICS }),
  }
  const answerVersion = sharedByAnybody((request) => getVersionAnswer(request, needs))
  return doorRoutes()
    .openapi(read, async (c) => c.json(await answerVersion({ principal: c.var.principal, address: c.req.valid('param') }), 200))
    .openapi(look, async (c) => c.json(await lookAtRows({ principal: c.var.principal, address: c.req.valid('param'), ...c.req.valid('query') }, needs), 200))
    .openapi(statistics, async (c) => c.json(await lookAtStatistics({ principal: c.var.principal, address: c.req.valid('param') }, needs), 200))
    .openapi(report, (c) => showReport({ principal: c.var.principal, address: c.req.valid('param'), request: c.req.raw }, needs))
    .openapi(file, (c) => handOutFile({ principal: c.var.principal, address: c.req.valid('param'), path: c.req.valid('param').name, request: c.req.raw }, needs))
    .openapi(fileInFolder, (c) => {
      const { folder, name, ...address } = c.req.valid('param')
      return handOutFile({ principal: c.var.principal, address, path: `${folder}/${name}`, request: c.req.raw }, needs)
    })
}

function pathsOf(files: readonly { readonly path: string }[]): string[] {
  return files.map(({ path }) => path)
}

/** A list that stands in an address as JSON, for names of columns may hold any character; none where it is left out. */
function listInJson<Item extends z.ZodType>(item: Item, { most }: { readonly most: number }) {
  return z.string().max(10_000).default('[]').transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'a list in JSON' })
      return z.NEVER
    }
  }).pipe(z.array(item).max(most))
}
