import type { Recipe } from '#dam/recipe/recipe.ts'
import { Refusal } from '#platform/refusal.ts'
import { type Signature, signatureOf } from './file-signature.ts'

/** The kinds of tables that are collected. */
export type SourceKind = Recipe['source']['kind']

const BY_EXTENSION: ReadonlyMap<string, SourceKind> = new Map([
  ['csv', 'csv'], ['txt', 'csv'], ['dat', 'csv'], ['tsv', 'tsv'], ['tab', 'tsv'], ['json', 'json'], ['jsonl', 'jsonl'], ['ndjson', 'jsonl'],
  ['parquet', 'parquet'], ['pq', 'parquet'], ['xlsx', 'xlsx'], ['xlsm', 'xlsx'],
])

/** Whether a name's ending says that it holds a table. */
export function looksLikeTable(name: string): boolean {
  return BY_EXTENSION.has(extensionOf(name))
}

/** Guesses the kind of a file from its first bytes, then from its name. @throws {Refusal} `bad-input` when it is no table */
export function guessKind(name: string, head: Uint8Array): SourceKind {
  const signature = signatureOf(head)
  if (signature === 'parquet') return 'parquet'
  if (signature === 'zip') return 'xlsx'
  if (signature !== 'unknown' && signature !== 'empty') throw new Refusal('bad-input', `${name} is a ${signature}, not a table; deliver CSV, JSON, Parquet or XLSX`)
  const named = BY_EXTENSION.get(extensionOf(name))
  if (named !== undefined && named !== 'parquet' && named !== 'xlsx') return named
  const text = Buffer.from(head).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (/^\[\s*[{\]]/.test(text)) return 'json'
  return /^\{\s*["}]/.test(text) ? 'jsonl' : 'csv'
}

/** Refuses a file whose bytes are not of the kind that it is said to be. @throws {Refusal} `bad-input` */
export function refuseOtherKind(kind: SourceKind, name: string, head: Uint8Array): void {
  const signature = signatureOf(head)
  if (signature === 'empty') throw new Refusal('bad-input', `${name} is empty; deliver a file with data`)
  const expected: Signature = kind === 'parquet' ? 'parquet' : kind === 'xlsx' ? 'zip' : 'unknown'
  if (signature === expected) return
  const found = signature === 'unknown' ? 'something else' : `a ${signature}`
  throw new Refusal('bad-input', `${name} is ${found}, not ${kind}; deliver the table itself, or name its true kind in the recipe (source.kind)`)
}

function extensionOf(name: string): string {
  return /\.([^./]+)(?:\.(?:gz|zst|zstd))?$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}
