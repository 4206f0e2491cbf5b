import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { Refusal } from '#platform/refusal.ts'
import { nameColumns, type RenamedColumn } from './column-names.ts'
import { findDialect } from './csv-dialect.ts'
import { type CsvDialect, type CsvRecord, LONGEST_RECORD, OUR_DIALECT, readRecords, recordLine, streamRecords } from './csv-records.ts'
import { type CsvShape, scanCsv } from './csv-scan.ts'
import type { LineEnd, TablePart } from './table-part.ts'
import { refuseUnreadable } from './unreadable.ts'

/** What a recipe may say about a text table. */
export interface CsvWishes {
  readonly kind: 'csv' | 'tsv'
  readonly delimiter?: string | undefined
  readonly quote?: string | undefined
  readonly header?: boolean | undefined
}

/** A part, and what was found on the way. */
export interface OpenedPart {
  readonly part: TablePart
  readonly renamed: readonly RenamedColumn[]
}

const SNIFFED_CHARACTERS = 256 * 1024
const DELIMITER_NAMES: ReadonlyMap<string, string> = new Map([[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'bar']])

/** How a dialect is told to people. */
export function describeDialect({ delimiter, quote }: CsvDialect): { delimiter: string; quote: string } {
  return { delimiter: DELIMITER_NAMES.get(delimiter) ?? delimiter, quote }
}

/**
 * Opens a UTF-8 text table: finds its dialect and the names of its columns from its first records.
 *
 * @throws {Refusal} `bad-input` for no rows or a header that cannot be read; `bad-recipe` for a delimiter that is also the quote
 */
export async function openCsv(file: string, name: string, wishes: CsvWishes, isNfc: boolean): Promise<OpenedPart> {
  const given = { delimiter: wishes.delimiter ?? (wishes.kind === 'tsv' ? '\t' : undefined), quote: wishes.quote }
  if (given.delimiter !== undefined && [given.quote ?? '"', '\n', '\r', '\0'].includes(given.delimiter)) {
    throw new Refusal('bad-recipe', 'source.delimiter must be neither the quote nor a line end; write the character between two cells')
  }
  const start = await firstText(file, SNIFFED_CHARACTERS)
  const dialect = findDialect(start.text, start.isWhole, given)
  const hasHeader = wishes.header ?? true
  const first = await firstRecord(file, dialect, name)
  if (!first) throw new Refusal('bad-input', `${name} holds no rows; deliver a file with data`)
  if (start.text.includes('\0')) throw new Refusal('bad-input', `${name} holds NUL characters, so it is not text; remove them`)
  const { names, renamed } = nameColumns(hasHeader ? first.cells : first.cells.map(() => ''), name)
  return { part: { name, file, dialect, lineEnd: findLineEnd(start.text, dialect), hasHeader, names, isNfc }, renamed: hasHeader ? renamed : [] }
}

/** The same table in our own dialect, by the slow and exact way. @throws {Refusal} `bad-input` for a ragged row or quotes that never close, naming the line */
export async function rewriteCsv(part: TablePart, target: string, signal?: AbortSignal): Promise<{ part: TablePart; rows: number }> {
  const { name, file, dialect, hasHeader, names } = part
  let rows = 0
  async function* cells() {
    let isHeader = hasHeader
    for await (const record of streamRecords(textsOf(file), dialect, name)) {
      if (record.isBlank && names.length > 1) continue
      if (record.cells.length !== names.length) throw raggedRow(name, names.length, { record: rows + (hasHeader && !isHeader ? 2 : 1), line: record.line, cells: record.cells.length }, hasHeader)
      if (isHeader) { isHeader = false; continue }
      rows += 1
      yield record.cells
    }
  }
  await writeRecords(cells(), target, signal)
  return { part: { ...part, file: target, dialect: OUR_DIALECT, lineEnd: '\n', hasHeader: false }, rows }
}

/** Whether the engine can read a part as it lies there: both marks are one byte. */
export function isForEngine({ dialect }: TablePart): boolean {
  return dialect.delimiter.charCodeAt(0) < 128 && dialect.quote.charCodeAt(0) < 128
}

/** Counts a part by a way of our own. @throws {Refusal} `bad-input` for a ragged row, naming its row and line */
export async function countRows(part: TablePart, signal?: AbortSignal): Promise<{ rows: number; shape: CsvShape; isPlain: boolean }> {
  const shape = await scanCsv(part.file, part.dialect, part.names.length, { signal })
  if (shape.ragged && !shape.hasBrokenQuotes) throw raggedRow(part.name, part.names.length, shape.ragged, part.hasHeader)
  return { rows: shape.records - (part.hasHeader ? 1 : 0), shape, isPlain: !shape.hasBrokenQuotes && !shape.hasMixedLineEnds }
}

/** Writes rows in our own dialect, as they come. @throws {Refusal} `no-space` or `not-writable`; whatever the rows throw */
export async function writeRecords(rows: AsyncIterable<readonly (string | null)[]>, target: string, signal?: AbortSignal): Promise<void> {
  const stream = createWriteStream(target, { highWaterMark: 1 << 20 })
  let waiting = ''
  // A fault of the stream is thrown by the next write or by the end; without a listener it would end the process.
  stream.on('error', () => undefined)
  const flush = async () => {
    if (stream.errored) refuseUnreadable(stream.errored, 'the working folder')
    const isRoomy = stream.write(waiting)
    waiting = ''
    if (!isRoomy) await once(stream, 'drain').catch((fault: unknown) => refuseUnreadable(fault, 'the working folder'))
  }
  try {
    for await (const cells of rows) {
      const line = recordLine(cells)
      if (line.length > LONGEST_RECORD + 3 * cells.length) throw new Refusal('bad-input', `A row is longer than ${LONGEST_RECORD / 1e6} million characters; deliver shorter cells`)
      waiting += line
      if (waiting.length < 1 << 18) continue
      if (signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
      await flush()
    }
    await flush()
  } catch (fault) {
    stream.destroy()
    throw fault
  }
  stream.end()
  await finished(stream).catch((fault: unknown) => refuseUnreadable(fault, 'the working folder'))
}

/** The text of a UTF-8 file as a stream, without its byte order mark. */
export async function* textsOf(file: string): AsyncGenerator<string> {
  let isFirst = true
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const text = String(chunk)
    yield isFirst ? text.replace(/^\ufeff/, '') : text
    isFirst = false
  }
}

/** The first line end outside quotes. A wrong guess costs time only: the engine refuses, and the slow way is taken. */
function findLineEnd(text: string, { quote }: CsvDialect): LineEnd {
  let isQuoted = false
  for (let place = 0; place < text.length; place++) {
    const character = text[place]
    if (character === quote) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '\n') return '\n'
    else if (character === '\r') return text[place + 1] === '\n' ? '\r\n' : '\r'
  }
  return '\n'
}

async function firstText(file: string, characters: number): Promise<{ text: string; isWhole: boolean }> {
  let text = ''
  for await (const chunk of textsOf(file)) {
    text += chunk
    if (text.length > characters) return { text: text.slice(0, characters), isWhole: false }
  }
  return { text, isWhole: true }
}

async function firstRecord(file: string, dialect: CsvDialect, name: string): Promise<CsvRecord | undefined> {
  const reader = readRecords(dialect, name)
  for await (const text of textsOf(file)) {
    // In small pieces: one line of a file may be as long as the file.
    for (let first = 0; first < text.length; first += 4096) {
      const found = reader.push(text.slice(first, first + 4096)).find(({ isBlank }) => !isBlank)
      if (found) return found
    }
  }
  return reader.end().find(({ isBlank }) => !isBlank)
}

function raggedRow(name: string, columns: number, { record, line, cells }: NonNullable<CsvShape['ragged']>, hasHeader: boolean): Refusal {
  return new Refusal('bad-input', `${name}: row ${record - (hasHeader ? 1 : 0)} (line ${line}) has ${cells} cells where ${columns} are expected; add or remove cells, or quote the cells that hold the delimiter`)
}
