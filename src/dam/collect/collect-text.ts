import { join } from 'node:path'
import { EngineFault } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { Refusal } from '#platform/refusal.ts'
import { countRows, describeDialect, isForEngine, openCsv, type OpenedPart, rewriteCsv } from './collect-csv.ts'
import { openJson } from './collect-json.ts'
import { openXlsx } from './collect-xlsx.ts'
import type { CollectedRows, RowsRequest } from './collected-rows.ts'
import { type ExactType, guessExactTypes, refutedColumn } from './exact-types.ts'
import type { DataFile } from './receive-files.ts'
import type { SourceKind } from './source-kind.ts'
import { readParts, refuseOtherColumns, type TablePart } from './table-part.ts'
import { findEncoding, refuseBrokenUtf8, type TextEncoding } from './text-encoding.ts'
import { transcodeText } from './transcode-text.ts'
import { writeTable } from './write-table.ts'

type TextKind = Exclude<SourceKind, 'parquet'>

/** A part on its way into the table; `rows` is known where we wrote its text ourselves. */
interface Waiting {
  readonly part: TablePart
  readonly rows?: number
}

interface TextNeeds {
  readonly engine: SqlEngine
  readonly signal?: AbortSignal | undefined
  readonly refuseColumns: (names: readonly string[]) => void
}

/**
 * Collects files of text: every cell as it was delivered.
 *
 * While the engine reads, the rows are counted by a way of our own; where both do not agree, or the engine
 * refuses what is no fault (line ends of two kinds), the file is written again in the simplest dialect and read once more.
 *
 * @throws {Refusal} `bad-input` naming file, row and line
 */
export async function collectText(request: RowsRequest<TextKind>, needs: TextNeeds): Promise<CollectedRows> {
  const { files, kind, work } = request
  const opened: (OpenedPart & { rows?: number; encoding?: TextEncoding })[] = []
  for (const [place, file] of files.entries()) opened.push(await openText(file, join(work, `text-${place}`), request, needs))
  refuseOtherColumns(opened.map(({ part }) => part))
  const [first] = opened
  if (!first) throw new Refusal('bad-input', 'The source holds no file; name at least one')
  needs.refuseColumns(first.part.names)
  const { rows, blankLines, exact } = await writeParts(opened, request, needs)
  if (rows === 0) throw new Refusal('bad-input', `${first.part.name} holds no rows below its header; deliver a file with data`)
  const encodings = new Set(opened.map(({ encoding }) => encoding).filter((encoding) => encoding !== undefined))
  return {
    columns: first.part.names.map((name) => {
      const type = exact.get(name)
      return type ? { name, type, stored: 'native' } : { name, type: 'text', stored: 'text' }
    }),
    rows,
    misfits: [],
    renamed: [...first.renamed],
    dialect: {
      ...(encodings.size > 0 && { encoding: [...encodings].join(', ') }),
      ...((kind === 'csv' || kind === 'tsv') && { ...describeDialect(first.part.dialect), header: first.part.hasHeader }),
      ...(blankLines > 0 && { 'blank lines passed over': String(blankLines) }),
    },
  }
}

async function openText(data: DataFile, target: string, { kind, source }: RowsRequest<TextKind>, { signal }: TextNeeds) {
  const { name, survey } = data
  if (kind === 'xlsx') return openXlsx(data.file, name, target, { sheet: source.sheet, header: source.header }, signal)
  const encoding = source.encoding ?? (await findEncoding(data.file, survey, name))
  if (encoding === 'utf-8' && !survey.isUtf8) await refuseBrokenUtf8(data.file, name)
  const text = encoding === 'utf-8' ? data : await transcodeText(data.file, encoding, `${target}.utf8`, name)
  if (text.survey.hasNul) throw new Refusal('bad-input', `${name} holds NUL characters, so it is not text; remove them`)
  if (kind === 'csv' || kind === 'tsv') {
    return { encoding, ...(await openCsv(text.file, name, { kind, delimiter: source.delimiter, quote: source.quote, header: source.header }, text.survey.isNfc)) }
  }
  return { encoding, ...(await openJson(text.file, name, target, signal)) }
}

async function writeParts(opened: readonly Waiting[], { missingValues, wishes, target, work }: RowsRequest<TextKind>, needs: TextNeeds): Promise<{ rows: number; blankLines: number; exact: ReadonlyMap<string, ExactType> }> {
  const plain = opened.every(({ part, rows }) => rows !== undefined || isForEngine(part))
  let blankLines = 0
  if (plain) {
    const writing = writeExactly(opened.map(({ part }) => part), missingValues, wishes, target, needs.engine).catch(keepFault)
    // A refusal of the count is told first; the engine must have stopped before anything is cleaned away.
    const counts = await countAll(opened, needs.signal).finally(() => writing)
    const written = await writing
    const expected = counts.reduce((sum, { rows }) => sum + rows, 0)
    blankLines = counts.reduce((sum, count) => sum + count.blankLines, 0)
    if (written?.rows === expected && counts.every(({ isPlain }) => isPlain)) return { ...written, blankLines }
  }
  const ready: Required<Waiting>[] = []
  for (const [place, { part, rows }] of opened.entries()) {
    ready.push(rows === undefined ? await rewriteCsv(part, join(work, `rewritten-${place}`), needs.signal) : { part, rows })
  }
  const expected = ready.reduce((sum, { rows }) => sum + rows, 0)
  const written = await writeExactly(ready.map(({ part }) => part), missingValues, wishes, target, needs.engine)
  if (written.rows !== expected) throw new Error(`The engine wrote ${written.rows} rows of ${expected}`)
  return { ...written, blankLines }
}

/** Writes the table with values where the sample says that they are exact, and with one text column more each time a cell refutes it. */
async function writeExactly(parts: readonly TablePart[], missingValues: readonly string[], wishes: RowsRequest['wishes'], target: string, engine: SqlEngine): Promise<{ rows: number; exact: ReadonlyMap<string, ExactType> }> {
  const names = parts[0]?.names ?? []
  const exact = await guessExactTypes(readParts(parts, missingValues), names, wishes, engine)
  for (let attempts = 1; ; attempts++) {
    try {
      return { rows: await writeTable(readParts(parts, missingValues, exact), target, engine), exact }
    } catch (fault) {
      const refuted = names[refutedColumn(fault) ?? -1]
      if (refuted === undefined) throw fault
      exact.delete(refuted)
      // Each attempt reads the file from its start; after three the sample is not to be trusted at all.
      if (attempts === 3) exact.clear()
    }
  }
}

/** The engine may refuse what the slow way reads, or tell more exactly: its fault waits for the count. */
function keepFault(fault: unknown): undefined {
  if (fault instanceof EngineFault) return undefined
  throw fault
}

async function countAll(opened: readonly Waiting[], signal: AbortSignal | undefined): Promise<{ rows: number; blankLines: number; isPlain: boolean }[]> {
  const counts: { rows: number; blankLines: number; isPlain: boolean }[] = []
  for (const { part, rows } of opened) {
    if (rows !== undefined) { counts.push({ rows, blankLines: 0, isPlain: true }); continue }
    const { rows: counted, shape, isPlain } = await countRows(part, signal)
    counts.push({ rows: counted, blankLines: shape.blankLines, isPlain })
  }
  return counts
}
