import { basename } from 'node:path'
import type { CollectReport } from '#dam/dataset/reports.ts'
import { SOURCE_KINDS } from './recipe.ts'
import { yamlLine } from './yaml-line.ts'

const EXTENSIONS = new Map<string, (typeof SOURCE_KINDS)[number]>([
  ['csv', 'csv'], ['tsv', 'tsv'], ['tab', 'tsv'], ['json', 'json'], ['jsonl', 'jsonl'], ['ndjson', 'jsonl'], ['parquet', 'parquet'], ['pq', 'parquet'], ['xlsx', 'xlsx'],
])
const PACKED = /\.(?:gz|zst|zip)$/i

/** The sections `dataset` and `source` as lines without indentation; what only a person knows is marked CHECK. */
export function proposeSource(collect: CollectReport, sources: readonly string[], name: string | undefined): { dataset: string[]; source: string[] } {
  const stem = stemOf(sources[0] ?? collect.originals[0]?.name ?? 'data')
  const language = languageOf(collect.table.columns.map((column) => column.name).join(' '))
  return {
    dataset: [
      name === undefined ? `name: my-organisation/${slug(stem)}   # CHECK: publisher/data-set` : `name: ${yamlLine(name)}`,
      `title: ${yamlLine(title(stem))}   # CHECK: what people call it, such as {en: Hospital discharges, ko: 퇴원 기록}`,
      'licence: LicenseRef-undecided   # CHECK: an SPDX identifier, such as CC-BY-4.0',
      `language: [${language ?? 'und'}]   # ${language === undefined ? 'CHECK: the language of the data, such as ko or en' : 'from the names of the columns'}`,
    ],
    source: [
      `kind: ${kindOf(collect, sources)}`,
      `path: ${yamlLine(sources.length === 1 ? sources[0] : sources)}`,
    ],
  }
}

function kindOf({ dialect, originals }: CollectReport, sources: readonly string[]): string {
  const told = SOURCE_KINDS.find((kind) => Object.hasOwn(dialect, 'kind') && kind === dialect['kind'])
  if (told !== undefined) return told
  for (const source of [...sources, ...originals.map((original) => original.name)]) {
    const extension = /\.([a-z0-9]+)$/i.exec(withoutQuery(source).replace(PACKED, ''))?.[1]
    const kind = EXTENSIONS.get((extension ?? '').toLowerCase())
    if (kind !== undefined) return kind
  }
  return 'csv'
}

function stemOf(source: string): string {
  const name = basename(withoutQuery(source)).replace(PACKED, '')
  return (name.replace(/\.[a-z0-9]{1,8}$/i, '').replaceAll(/[*?{}[\]]/g, '') || 'data').normalize('NFC')
}

function withoutQuery(source: string): string {
  return /^https?:/i.test(source) ? source.replace(/[?#].*$/, '') : source
}

/** Words of a file's name as a title. */
function title(stem: string): string {
  const words = stem.replaceAll(/[\s_\p{C}-]+/gu, ' ').trim()
  return words === '' ? 'Data' : words.charAt(0).toUpperCase() + words.slice(1)
}

function slug(stem: string): string {
  return stem.toLowerCase().normalize('NFKD').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60).replace(/-$/, '') || 'data'
}

function languageOf(names: string): string | undefined {
  if (/\p{Script=Hangul}/u.test(names)) return 'ko'
  return /\p{Script=Arabic}/u.test(names) ? 'ar' : undefined
}
