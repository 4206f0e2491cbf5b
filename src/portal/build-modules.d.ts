declare module 'virtual:mantine-variables.css'

/** The little of Babel that the build and its tests call; it brings no types of its own. */
declare module '@babel/core' {
  interface Read {
    readonly filename: string
    readonly babelrc: false
    readonly configFile: false
    readonly parserOpts: { readonly plugins: readonly ('typescript' | 'jsx')[] }
  }
  interface Asked extends Read {
    readonly sourceMaps: true
    readonly plugins: readonly unknown[]
  }
  export function parseSync(code: string, asked: Read): { readonly program: unknown } | null
  export function transformAsync(code: string, asked: Asked): Promise<{ readonly code?: string; readonly map?: string } | null>
}
