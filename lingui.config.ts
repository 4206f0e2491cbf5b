import { defineConfig } from '@lingui/conf'

/** Messages stand in English in the code; `node node_modules/@lingui/cli/dist/lingui.js extract` gathers them. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'ko', 'ar'],
  catalogs: [{ path: '<rootDir>/src/portal/words/{locale}', include: ['<rootDir>/src/portal'] }],
  orderBy: 'message',
})
