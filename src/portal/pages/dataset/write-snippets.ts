/** What a snippet has to know of a release. */
export interface SnippetOf {
  readonly origin: string
  readonly publisher: string
  readonly slug: string
  readonly version: string
  /** Paths of the data files within the release. */
  readonly files: readonly string[]
  /** Whether a key is needed. */
  readonly needsKey: boolean
}

export const SNIPPET_KINDS = ['pandas', 'duckdb', 'r', 'curl'] as const
export type SnippetKind = (typeof SNIPPET_KINDS)[number]

/** Lines that load the release's rows, as they can be pasted. A key is never written into them: they read it from the environment. */
export function writeSnippet(kind: SnippetKind, release: SnippetOf): string {
  const addresses = release.files.map((path) => `${release.origin}/api/v1/datasets/${release.publisher}/${release.slug}/versions/${release.version}/files/${path}`)
  const writers: Record<SnippetKind, (addresses: readonly string[], needsKey: boolean) => string> = { pandas: writePandas, duckdb: writeDuckDb, r: writeR, curl: writeCurl }
  return writers[kind](addresses, release.needsKey)
}

function writePandas(addresses: readonly string[], needsKey: boolean): string {
  const options = needsKey ? ', storage_options={"Authorization": "Bearer " + os.environ["DATADAM_KEY"]}' : ''
  const imports = needsKey ? 'import os\nimport pandas as pd\n\n' : 'import pandas as pd\n\n'
  const [only] = addresses
  if (addresses.length === 1 && only !== undefined) return `${imports}data = pd.read_parquet(\n  "${only}"${options})`
  return `${imports}files = [\n${addresses.map((address) => `  "${address}",`).join('\n')}\n]\ndata = pd.concat(pd.read_parquet(file${options}) for file in files)`
}

function writeDuckDb(addresses: readonly string[], needsKey: boolean): string {
  const secret = needsKey ? "CREATE SECRET (TYPE http, BEARER_TOKEN getenv('DATADAM_KEY'));\n" : ''
  return `${secret}SELECT *\nFROM read_parquet([\n${addresses.map((address) => `  '${address}'`).join(',\n')}\n]);`
}

function writeR(addresses: readonly string[], needsKey: boolean): string {
  const headers = needsKey ? ', headers = c(Authorization = paste("Bearer", Sys.getenv("DATADAM_KEY")))' : ''
  const reads = addresses.map((address) => `  "${address}"`).join(',\n')
  return `library(arrow)\n\nfiles <- c(\n${reads})\ndata <- do.call(rbind, lapply(files, function(file) {\n  copy <- tempfile(fileext = ".parquet")\n  download.file(file, copy, mode = "wb"${headers})\n  read_parquet(copy)\n}))`
}

function writeCurl(addresses: readonly string[], needsKey: boolean): string {
  const header = needsKey ? '-H "Authorization: Bearer $DATADAM_KEY" ' : ''
  return addresses.map((address) => `curl -fLOJ ${header}'${address}'`).join('\n')
}
