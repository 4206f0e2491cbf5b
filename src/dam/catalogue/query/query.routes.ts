import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json } from '#platform/http/shapes.ts'
import { VersionPath } from '../datasets/catalogue-paths.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { versionReader } from '../publishing/find-version.ts'
import { LONGEST_QUESTION, QueryAnswer, TAKEN_FORMATS } from './query-answers.ts'
import { type QueryNeeds, queryVersion, takeAnswer } from './query-version.ts'

const path = '/datasets/{publisher}/{slug}/versions/{version}/query' as const
const Question = z.object({ sql: z.string().min(1).max(LONGEST_QUESTION) })

const query = guarded('dataset:read', {
  method: 'get', path, description: 'Answers one SELECT over the version\'s rows, the table `data`, in the SQL of DuckDB.', request: { params: VersionPath, query: Question },
  responses: { 200: { description: 'The first rows of the answer, with the kinds of its columns', ...json(QueryAnswer) } },
})
const take = guarded('dataset:read', { method: 'get', path: `${path}/{format}`, request: { params: VersionPath.extend({ format: z.enum(TAKEN_FORMATS) }), query: Question }, responses: { 200: { description: 'The answer as a file' } } })

/** Questions in SQL about the rows of a version. */
export function queryRoutes(given: Omit<QueryNeeds, 'readVersion'> & { readonly isRecused: IsRecused }) {
  const needs = { ...given, readVersion: versionReader(given) }
  return doorRoutes()
    .openapi(query, async (c) => c.json(await queryVersion({ principal: c.var.principal, address: c.req.valid('param'), question: c.req.valid('query').sql, signal: c.req.raw.signal }, needs), 200))
    .openapi(take, (c) => {
      const { format, ...address } = c.req.valid('param')
      return takeAnswer({ principal: c.var.principal, address, question: c.req.valid('query').sql, format, signal: c.req.raw.signal }, needs)
    })
}
