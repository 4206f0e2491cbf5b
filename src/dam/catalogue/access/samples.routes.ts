import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody } from '#platform/http/shapes.ts'
import { VersionPath } from '../datasets/catalogue-paths.ts'
import { SampleAnswer } from './access-answers.ts'
import { drawSample, type SampleNeeds } from './draw-sample.ts'

const SampleWish = z.object({
  size: z.number().int().min(1).max(10_000), seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  stratify: z.array(z.string().max(500)).max(3).default([]),
})

const draw = guarded('sample:draw', {
  method: 'post', path: '/datasets/{publisher}/{slug}/versions/{version}/sample', request: { params: VersionPath, body: jsonBody(SampleWish) },
  responses: { 200: { description: 'The sample; the same wish gives the same rows', ...json(SampleAnswer) } },
})

/** Random samples of released rows. */
export function sampleRoutes(needs: SampleNeeds) {
  return doorRoutes().openapi(draw, async (c) => c.json(await drawSample({ principal: c.var.principal, address: c.req.valid('param'), ...c.req.valid('json') }, needs), 200))
}
