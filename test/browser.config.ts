import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Tests that need Chromium: `npm run test:browser`. */
export default defineConfig({ test: { globalSetup: 'test/build-portal.ts', include: ['src/**/*.browser.test.ts', 'test/**/*.browser.test.ts'], testTimeout: 120_000, pool: 'forks', maxWorkers: availableParallelism() } })
