// Runs a recipe, or proposes one, in a process of its own; started by pipeline-process.ts.
import { join } from 'node:path'
import { z } from 'zod'
import { answerAsProgram } from '#platform/child-program.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { collectFiles } from '#dam/collect/collect-source.ts'
import { runRecipe } from '#dam/pipeline.ts'
import { profileTable } from '#dam/profile/profile-table.ts'
import { loadRecipe } from '#dam/recipe/load-recipe.ts'
import { proposeRecipe } from '#dam/recipe/propose-recipe.ts'

const Limits = z.object({ memoryBytes: z.number(), threads: z.number(), temporaryDirectory: z.string() })

const Request = z.discriminatedUnion('act', [
  z.object({ act: z.literal('run'), recipeFile: z.string(), out: z.string(), home: z.string(), limits: Limits, today: z.string(), version: z.string() }),
  z.object({ act: z.literal('propose'), folder: z.string(), names: z.array(z.string()), name: z.string(), limits: Limits }),
])

answerAsProgram(Request, async (request, { progress, signal }) => {
  const { limits } = request
  if (request.act === 'run') {
    const { recipeFile, out, home, today, version } = request
    await runRecipe({ recipe: await loadRecipe(recipeFile), out }, { home, limits, progress, signal, today, version })
    return null
  }
  const { folder, names, name } = request
  const engine = await openDuckDb(limits)
  signal.addEventListener('abort', () => { engine.interrupt() })
  try {
    const collect = await collectFiles({ paths: names.map((one) => join(folder, one)), workspace: folder, store: join(folder, '.store') }, { engine, progress, signal })
    return proposeRecipe({ profile: await profileTable(collect.table, { engine, progress }), collect, sources: names, name })
  } finally {
    engine.close()
  }
})
