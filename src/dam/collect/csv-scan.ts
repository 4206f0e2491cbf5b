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
}

const LF = 10
const CR = 13
const SPACE = 32

/** Where the scan stands between two chunks. */
interface Scan {
  /** 0 start of a cell, 1 plain, 2 quoted, 3 a quote inside a quoted cell, 4 spaces after a quoted cell. */
  state: number
  cells: number
  records: number
  blankLines: number
  line: number
  recordLine: number
  /** True when the record has no byte yet. */
  isBlank: boolean
  afterCr: boolean
  /** The last byte of the chunk before. */
  lastByte: number
  isBroken: boolean
  ragged: CsvShape['ragged']
  lf: number
  crlf: number
  cr: number
}

/**
 * Counts records and cells byte by byte, by a way of its own: what the engine read is held against it,
 * so that no row is lost in silence.
 *
 * For UTF-8 with a delimiter and a quote of one byte each.
 */
export async function scanCsv(file: string, { delimiter, quote }: CsvDialect, columns: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<CsvShape> {
  const scan: Scan = { state: 0, cells: 1, records: 0, blankLines: 0, line: 1, recordLine: 1, isBlank: true, afterCr: false, lastByte: 0, isBroken: false, ragged: undefined, lf: 0, crlf: 0, cr: 0 }
  let isFirst = true
  let bytesInRecord = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    if (!Buffer.isBuffer(chunk)) continue
    if (options.signal?.aborted) throw new Refusal('cancelled', 'The run was stopped')
    const start = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0
    isFirst = false
    const { records } = scan
    scanChunk(chunk, start, scan, delimiter.charCodeAt(0), quote.charCodeAt(0), columns)
    bytesInRecord = scan.records === records ? bytesInRecord + chunk.length : 0
    // The slow way says what is wrong; here it is enough to stop.
    if (bytesInRecord > 4 * LONGEST_RECORD) { scan.isBroken = true; break }
  }
  if (scan.afterCr) scan.cr += 1
  if (scan.state === 2) scan.isBroken = true
  if (!scan.isBlank) endRecord(scan, columns)
  const kinds = [scan.lf, scan.crlf, scan.cr].filter((times) => times > 0).length
  return { records: scan.records, blankLines: scan.blankLines, ...(scan.ragged && { ragged: scan.ragged }), hasMixedLineEnds: kinds > 1, hasBrokenQuotes: scan.isBroken }
}

// Measured on 184 MB: with its counters in local variables this takes a fifth of the time that closures take.
function scanChunk(chunk: Uint8Array, start: number, scan: Scan, delimiter: number, quote: number, columns: number): void {
  let { state, cells, afterCr, isBlank } = scan
  const { length } = chunk
  for (let place = start; place < length; place++) {
    // The loop keeps the place inside the chunk.
    let byte = chunk[place] ?? 0
    if (afterCr) {
      afterCr = false
      if (byte === LF) { scan.crlf += 1; continue }
      scan.cr += 1
    }
    if (state === 1) {
      // Most bytes are of plain cells: they are passed over here.
      while (byte !== delimiter && byte !== LF && byte !== CR && ++place < length) byte = chunk[place] ?? 0
      if (place >= length) break
    } else if (state === 2) {
      while (byte !== quote) {
        // A carriage return and a line feed end one line together, also across two chunks.
        if (byte === CR || (byte === LF && (place > 0 ? chunk[place - 1] : scan.lastByte) !== CR)) scan.line += 1
        if (++place >= length) break
        byte = chunk[place] ?? 0
      }
      if (place < length) state = 3
      continue
    }
    if (byte === delimiter) { cells += 1; state = 0; isBlank = false; continue }
    if (byte === LF || byte === CR) {
      if (byte === CR) afterCr = true
      else scan.lf += 1
      scan.line += 1
      scan.cells = cells
      scan.isBlank = isBlank
      endRecord(scan, columns)
      cells = 1; state = 0; isBlank = true
      continue
    }
    isBlank = false
    if (state === 0) {
      if (byte === quote) state = 2
      else if (byte !== SPACE) state = 1
    } else if (state === 3 && byte === quote) state = 2
    else if (byte === SPACE) state = 4
    else { scan.isBroken = true; state = 1 }
  }
  scan.state = state
  scan.lastByte = chunk[length - 1] ?? 0
  scan.cells = cells
  scan.afterCr = afterCr
  scan.isBlank = isBlank
}

function endRecord(scan: Scan, columns: number): void {
  if (scan.isBlank && columns > 1) scan.blankLines += 1
  else {
    scan.records += 1
    if (scan.cells !== columns && !scan.ragged) scan.ragged = { record: scan.records, line: scan.recordLine, cells: scan.cells }
  }
  scan.recordLine = scan.line
}
