import { runCatalogueBenchmark } from './catalogue.ts'
import { runFairnessBenchmark } from './fairness.ts'
import { runPortalBenchmark } from './portal.ts'
import { takeScreenshots } from './screenshots.ts'
import { runServeBenchmark } from './serve.ts'
import { runTableBenchmark } from './table.ts'

/** Every benchmark by name: `npm run bench NAME`. */
const BENCHMARKS: Readonly<Record<string, (parameters: readonly string[]) => Promise<void>>> = { catalogue: runCatalogueBenchmark, table: runTableBenchmark, fairness: runFairnessBenchmark, serve: runServeBenchmark, portal: runPortalBenchmark, screenshots: takeScreenshots }

const [name = '', ...parameters] = process.argv.slice(2)
const benchmark = BENCHMARKS[name]
if (benchmark) await benchmark(parameters)
else {
  process.stderr.write(`There is no benchmark "${name}"; there are: ${Object.keys(BENCHMARKS).join(', ')}.\n`)
  process.exitCode = 2
}
