import { z } from '@hono/zod-openapi'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Refusal } from '#platform/refusal.ts'
import { shareReadings } from '#platform/share-readings.ts'
import { json, jsonBody, Page, PageQuery } from '#platform/http/shapes.ts'
import { DatasetPath } from './catalogue-paths.ts'
import type { CatalogueIndex } from '../finding/open-catalogue-index.ts'
import { createDataset } from './create-dataset.ts'
import { DatasetAnswer, DatasetDetails, DatasetSummary, FoundDatasets, Slug } from './dataset-answers.ts'
import type { DatasetTables } from './dataset-tables.ts'
import { editDataset } from './edit-dataset.ts'
import { type DatasetAnswerNeeds, type DatasetRequest, getDatasetAnswer } from './get-dataset-answer.ts'
import { DATASET_ORDERS, type DatasetSearch, listDatasets, listOwnDatasets } from './list-datasets.ts'
import type { ActNeeds } from './record-act.ts'

const Publisher = z.object({ publisher: Slug })
/** Named once or several times; one of the values is enough. */
const Values = z.union([z.string().max(80).transform((value) => [value]), z.array(z.string().max(80)).max(50)]).optional()
const Search = PageQuery.extend({
  query: z.string().max(200).optional(), sort: z.enum(DATASET_ORDERS).default('fit'),
  domain: Values, kind: Values, language: Values, licence: Values, access: Values, format: Values, publisher: Values, size: Values, year: Values, quality: Values, fairness: Values,
})

const search = guarded('dataset:read', {
  method: 'get', path: '/datasets', request: { query: Search },
  responses: { 200: { description: 'Published data sets that fit, with the counts of every facet', ...json(FoundDatasets) } },
})
const suggest = guarded('dataset:read', {
  method: 'get', path: '/suggestions', request: { query: z.object({ text: z.string().max(100) }) },
  responses: { 200: { description: 'What may be meant by what was typed so far: titles, keywords, publishers', ...json(z.object({ items: z.array(z.string()) })) } },
})
const read = guarded('dataset:read', {
  method: 'get', path: '/datasets/{publisher}/{slug}', request: { params: DatasetPath },
  responses: { 200: { description: 'The data set with its versions', ...json(DatasetAnswer) } },
})
const listOwn = guarded('dataset:read-drafts', {
  method: 'get', path: '/organisations/{publisher}/datasets', request: { params: Publisher, query: PageQuery },
  responses: { 200: { description: 'All data sets of the organisation, with drafts', ...json(Page(DatasetSummary)) } },
})
const create = guarded('dataset:create', {
  method: 'post', path: '/organisations/{publisher}/datasets', request: { params: Publisher, body: jsonBody(z.object({ slug: Slug, details: DatasetDetails })) },
  responses: { 201: { description: 'Made; nobody outside sees it yet', ...json(DatasetAnswer) } },
})
const edit = guarded('dataset:edit', {
  method: 'patch', path: '/datasets/{publisher}/{slug}', request: { params: DatasetPath, body: jsonBody(z.object({ details: DatasetDetails })) },
  responses: { 200: { description: 'Changed', ...json(DatasetAnswer) } },
})

export type DatasetRoutesNeeds = ActNeeds & DatasetAnswerNeeds & { readonly index: Pick<CatalogueIndex, 'search' | 'suggest'> }

/** Data sets: find, read, make, change. */
export function datasetRoutes(needs: DatasetRoutesNeeds) {
  const { queries } = needs.database
  // What is published is the same for everybody who looks for it.
  const answerSearch = shareReadings((wanted: DatasetSearch) => listDatasets(wanted, { queries, index: needs.index }), (wanted) => JSON.stringify(wanted))
  const answerDataset = shareReadings((request: DatasetRequest) => getDatasetAnswer(request, needs), ({ principal, name: { publisher, slug } }) => (principal.kind === 'anonymous' ? JSON.stringify([publisher, slug]) : undefined))
  return doorRoutes()
    .openapi(search, async (c) => c.json(await answerSearch(c.req.valid('query')), 200))
    .openapi(suggest, async (c) => c.json({ items: await needs.index.suggest(c.req.valid('query').text) }, 200))
    .openapi(read, async (c) => c.json(await answerDataset({ principal: c.var.principal, name: c.req.valid('param') }), 200))
    .openapi(listOwn, async (c) => {
      const { publisher } = c.req.valid('param')
      const organisation = await queries.withTables<DatasetTables>().selectFrom('organisation').select('id').where('slug', '=', publisher).executeTakeFirst()
      if (!organisation) throw new Refusal('not-found', `There is no organisation ${publisher}`)
      authorise(c.var.principal, 'dataset:read-drafts', organisation.id)
      return c.json(await listOwnDatasets({ organisationId: organisation.id, ...c.req.valid('query') }, { queries }), 200)
    })
    .openapi(create, async (c) => {
      const { slug, details } = c.req.valid('json')
      const name = { publisher: c.req.valid('param').publisher, slug }
      await createDataset({ principal: c.var.principal, name, details }, needs)
      return c.json(await getDatasetAnswer({ principal: c.var.principal, name }, needs), 201)
    })
    .openapi(edit, async (c) => {
      const name = c.req.valid('param')
      await editDataset({ principal: c.var.principal, name, details: c.req.valid('json').details }, needs)
      return c.json(await getDatasetAnswer({ principal: c.var.principal, name }, needs), 200)
    })
}
