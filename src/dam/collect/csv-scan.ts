import { createReadStream } from 'node:fs'
import { Refusal } from '#platform/refusal.ts'
import { type CsvDialect, LONGEST_RECORD } from './csv-records.ts'

/** What the shape of a text table is, counted without looking at its cells. */
export interface CsvShape {
  /** Records that hold data: the header counts, blank lines do not, unless the table has one column. */
  readonly records: number
  readonly blankLines: number
  /** The first record with another number of cells. */
  readonly ragged?: { readonly record: number; readonly line: number; readonly cells: number }
  /** True when line ends differ, which the engine does not take. */
  readonly hasMixedLineEnds: boolean
  /** True when a cell goes on after its closing quote, or a quote never closes. */
  readonly hasBrokenQuotes: boolean
  readonly lineEnd: '\n' | '\r\n' | '\r'
}

const LF = 10
const CR = 13
const SPACE = 32

/**
 * Counts records and cells byte by byte, by a way of its own: what the engine read is held against it,
 * so that no row is lost in silence.
 *
 * For UTF-8 with a delimiter and a quote of one byte each.
 */
export async function scanCsv(file: string, { delimiter, quote }: CsvDialect, columns: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<CsvShape> {
  const DELIMITER = delimiter.charCodeAt(0)
  const QUOTE = quote.charCodeAt(0)
  // 0 start of a cell, 1 plain, 2 quoted, 3 a quote inside a quoted cell, 4 spaces after a quoted cell.
  let state = 0
  let cells = 1
  let records = 0
  let blankLines = 0
  let line = 1
  let recordLine = 1
  let recordBytes = 0
  let afterCr = false
  let broken = false
  let ragged: CsvShape['ragged']
  const ends = { lf: 0, crlf: 0, cr: 0 }

  const endRecord = () => {
    if (recordBytes === 0 && columns > 1) blankLines += 1
    else {
      records += 1
      if (cells !== columns && !ragged) ragged = { record: records, line: recordLine, cells }
    }
    cells = 1; state = 0; recordBytes = 0; recordLine = line
  }

  let isFirst = true
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    if (!Buffer.isBuffer(chunk)) continue
    if (options.signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
    let place = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0
    isFirst = false
    for (; place < chunk.length; place++) {
      // The loop's own condition keeps the place inside the chunk.
      const byte = chunk[place] ?? 0
      if (afterCr) {
        afterCr = false
        if (byte === LF) { ends.crlf += 1; continue }
        ends.cr += 1
      }
      if (state === 2) {
        recordBytes += 1
        if (byte === QUOTE) state = 3
        else if (byte === LF) line += 1
        continue
      }
      if (byte === LF) { ends.lf += 1; line += 1; endRecord(); continue }
      if (byte === CR) { afterCr = true; line += 1; endRecord(); continue }
      recordBytes += 1
      if (byte === DELIMITER) { cells += 1; state = 0; continue }
      if (state === 1) continue
      if (state === 0) {
        if (byte === QUOTE) state = 2
        else if (byte !== SPACE) state = 1
        continue
      }
      if (byte === QUOTE && state === 3) state = 2
      else if (byte === SPACE) state = 4
      else { broken = true; state = 1 }
    }
    if (recordBytes > 4 * LONGEST_RECORD) { broken = true; break }
  }
  if (afterCr) ends.cr += 1
  if (state === 2) broken = true
  if (recordBytes > 0) endRecord()
  const lineEnd = ends.crlf > 0 ? '\r\n' : ends.cr > 0 ? '\r' : '\n'
  const kinds = [ends.lf, ends.crlf, ends.cr].filter((times) => times > 0).length
  return { records, blankLines, ...(ragged && { ragged }), hasMixedLineEnds: kinds > 1, hasBrokenQuotes: broken, lineEnd }
}
