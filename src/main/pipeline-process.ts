import { join } from 'node:path'
import { z } from 'zod'
import { runProgram } from '#platform/child-program.ts'
import type { Clock } from '#platform/clock.ts'
import type { EngineLimits } from '#platform/engines/duckdb.ts'
import type { RunPipeline } from '#dam/catalogue/runs/execute-run.ts'
import type { ProposeFromFiles } from '#dam/catalogue/runs/propose-draft.ts'

const PROGRAM = join(import.meta.dirname, 'pipeline-program.ts')

/** The pipeline for the server: each run and each proposal in a process of its own, so that the server answers meanwhile and gets its memory back. */
export function pipelineProcess({ home, limits, clock, version }: { readonly home: string; readonly limits: EngineLimits; readonly clock: Clock; readonly version: string }): { readonly runPipeline: RunPipeline; readonly proposeFromFiles: ProposeFromFiles } {
  return {
    async runPipeline({ recipeFile, out }, needs) {
      const today = clock.now().toISOString().slice(0, 10)
      await runProgram({ program: PROGRAM, request: { act: 'run', recipeFile, out, home, limits, today, version }, result: z.null() }, needs)
    },
    proposeFromFiles({ folder, names, name, signal }) {
      return runProgram({ program: PROGRAM, request: { act: 'propose', folder, names, name, limits }, result: z.string() }, { progress: () => {}, signal })
    },
  }
}
