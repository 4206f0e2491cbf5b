declare module 'virtual:mantine-variables.css'

/** The little of Babel that `vite.config.ts` calls; it brings no types of its own. */
declare module '@babel/core' {
  interface Asked {
    readonly filename: string
    readonly babelrc: false
    readonly configFile: false
    readonly sourceMaps: true
    readonly parserOpts: { readonly plugins: readonly ('typescript' | 'jsx')[] }
    readonly plugins: readonly unknown[]
  }
  export function transformAsync(code: string, asked: Asked): Promise<{ readonly code?: string; readonly map?: string } | null>
}
