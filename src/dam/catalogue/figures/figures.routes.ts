import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json } from '#platform/http/shapes.ts'
import { countFigures, type FigureNeeds, keepFigures } from './count-figures.ts'
import { Figure } from './figure-answers.ts'

/** A figure is at most so old; it says when it was counted. */
const KEPT_SECONDS = 60

const list = guarded('dataset:read', { method: 'get', path: '/figures', responses: { 200: { description: 'Figures of the whole dam: data sets that are open, downloads that led to a registered use, median days from upload to release; each with the query that counts it', ...json(z.object({ items: z.array(Figure) })) } } })

/** What anyone may know of the dam as a whole. */
export function figureRoutes(needs: FigureNeeds) {
  const figures = keepFigures(() => countFigures(needs), { clock: needs.clock, keptSeconds: KEPT_SECONDS })
  return doorRoutes().openapi(list, async (c) => c.json({ items: [...await figures()] }, 200))
}
