import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json } from '#platform/http/shapes.ts'
import { VersionPath } from '../datasets/catalogue-paths.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { versionReader } from '../publishing/find-version.ts'
import { getLineage, type LineageNeeds } from './get-lineage.ts'
import { LineageAnswer } from './lineage-answers.ts'

const read = guarded('dataset:read', {
  method: 'get', path: '/datasets/{publisher}/{slug}/versions/{version}/lineage', request: { params: VersionPath },
  responses: { 200: { description: 'From what the version was made, by which acts, and what was made of it; read from the release’s own provenance', ...json(LineageAnswer) } },
})

/** Where a version comes from and what was made of it. */
export function lineageRoutes(given: Omit<LineageNeeds, 'readVersion'> & { readonly isRecused: IsRecused }) {
  const needs = { ...given, readVersion: versionReader(given) }
  return doorRoutes().openapi(read, async (c) => c.json(await getLineage({ principal: c.var.principal, address: c.req.valid('param') }, needs), 200))
}
