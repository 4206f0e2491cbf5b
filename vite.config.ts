import { transformAsync } from '@babel/core'
import linguiMacro from '@lingui/babel-plugin-lingui-macro'
import { lingui } from '@lingui/vite-plugin'
import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { theme } from './src/portal/theme/theme.ts'

/** Mantine writes its variables into a `<style>` when the page runs; the policy on scripts and styles allows none, so they become a file of the build. */
function mantineVariables(): Plugin {
  const name = 'virtual:mantine-variables.css'
  return {
    name: 'mantine-variables',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ':root') : undefined),
  }
}

/** Turns Lingui's macros into calls. Its own faster one needs a program for the machine at hand that is not always there. */
function linguiMacros(): Plugin {
  return {
    name: 'lingui-macros',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: /@lingui\/(?:core|react)\/macro/ },
      async handler(code, id) {
        const done = await transformAsync(code, { filename: id, babelrc: false, configFile: false, sourceMaps: true, parserOpts: { plugins: ['typescript', 'jsx'] }, plugins: [linguiMacro] })
        return { code: done?.code ?? code, map: done?.map ?? null }
      },
    },
  }
}

/** The portal, as files that the server hands out: `dist/portal`. */
export default defineConfig({
  root: 'src/portal',
  publicDir: 'public',
  plugins: [linguiMacros(), react(), lingui({ failOnMissing: true, failOnCompileError: true }), mantineVariables()],
  build: {
    outDir: '../../dist/portal',
    emptyOutDir: true,
    target: 'es2023',
    // Fonts and pictures stay files: the policy allows no data: addresses for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What most pages share comes in few files: together they are packed better, and on a slow line each file costs a head.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'] }, { name: 'shared', minShareCount: 6 }] } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
