import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** Every test that needs no server and no browser: `npm test`. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts', 'benchmarks/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/*.browser.test.ts'],
    // Against a test that hangs, not one that is slow.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // One process a core: by default one is left idle.
    maxWorkers: availableParallelism(),
  },
})
