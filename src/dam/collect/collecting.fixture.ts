import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll } from 'vitest'
import type { CollectReport } from '#dam/dataset/reports.ts'
import { ROW_NUMBER, type Table, textTable } from '#dam/dataset/table.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'
import { type CollectRequest, collectSource, type SourceToCollect } from './collect-source.ts'

/** A folder for one test file, removed after it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-collect-'))
  afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

/** An engine for one test file. */
export async function testEngine(folder: string): Promise<SqlEngine> {
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(folder, 'spill') })
  afterAll(() => { engine.close() })
  return engine
}

/** Bytes one after another, as files and members of archives give them. */
export async function* chunksOf(bytes: Uint8Array, size = 3): AsyncGenerator<Uint8Array> {
  for (let first = 0; first < bytes.length; first += size) yield bytes.subarray(first, first + size)
}

/** Writes files into a new folder of their own and collects them. */
export async function collectThere(folder: string, engine: SqlEngine, files: Readonly<Record<string, string | Uint8Array>>, source: SourceToCollect, columns?: CollectRequest['columns']): Promise<CollectReport> {
  const directory = mkdtempSync(join(folder, 'case-'))
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), bytes)
  }
  return collectSource({ source, columns, directory, workspace: directory, store: join(folder, 'store') }, { engine, progress: () => undefined })
}

/** Every cell of a table as text, in the order of the delivery. */
export async function cellsOf(table: Table, engine: SqlEngine): Promise<(readonly unknown[])[]> {
  const { rows } = await engine.table(sql`select * exclude (${identifier(ROW_NUMBER)}) from ${textTable(table)} order by ${identifier(ROW_NUMBER)}`)
  return [...rows]
}

/** A file to be put into a zip archive. */
export interface FileToZip { readonly name: string; readonly bytes: Uint8Array | string; readonly isEncrypted?: boolean; readonly claimedBytes?: number }

/** A zip archive, written by hand so that it may be as wrong as a test needs. */
export function zipOf(files: readonly FileToZip[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, isEncrypted, claimedBytes } of files) {
    const content = Buffer.from(bytes)
    const packed = deflateRawSync(content)
    const named = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 + (isEncrypted ? 1 : 0), 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedBytes ?? content.length, 18)
    common.writeUInt16LE(named.length, 22)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, named, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, place, named]))
    parts.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}

/** An Excel workbook of one or more sheets, each given as the inside of its `sheetData`. */
export function workbookOf(sheets: Readonly<Record<string, string>>, options: { readonly sharedTexts?: readonly string[]; readonly styles?: string; readonly isFrom1904?: boolean } = {}): Buffer {
  const names = Object.keys(sheets)
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  return zipOf([
    { name: '[Content_Types].xml', bytes: `${head}<Types/>` },
    { name: 'xl/workbook.xml', bytes: `${head}<workbook xmlns:r="r">${options.isFrom1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${names.map((name, place) => `<sheet name="${name}" r:id="rId${place + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', bytes: `${head}<Relationships>${names.map((_name, place) => `<Relationship Id="rId${place + 1}" Target="worksheets/sheet${place + 1}.xml"/>`).join('')}</Relationships>` },
    { name: 'xl/sharedStrings.xml', bytes: `${head}<sst>${(options.sharedTexts ?? []).join('')}</sst>` },
    { name: 'xl/styles.xml', bytes: `${head}<styleSheet>${options.styles ?? ''}</styleSheet>` },
    ...names.map((name, place) => ({ name: `xl/worksheets/sheet${place + 1}.xml`, bytes: `${head}<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>` })),
  ])
}
