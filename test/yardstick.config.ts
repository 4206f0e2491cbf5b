import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Measurements on real data that lies beside the project: `npm run yardstick`. */
export default defineConfig({ test: { include: ['test/yardstick/**/*.yardstick.ts'], testTimeout: 600_000, pool: 'forks', maxWorkers: availableParallelism() } })
