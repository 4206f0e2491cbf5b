import { Refusal } from '#platform/refusal.ts'

/** How the cells of a text table are set apart. */
export interface CsvDialect {
  readonly delimiter: string
  readonly quote: string
}

/** One record; a blank line is a record of one empty cell. */
export interface CsvRecord {
  readonly cells: readonly string[]
  /** The line it starts on, from 1. */
  readonly line: number
  readonly isBlank: boolean
}

/** The longest record that is read, in characters; the engine is given room for its bytes. */
export const LONGEST_RECORD = 8_000_000

type State = 'start' | 'plain' | 'quoted' | 'quote-in-quoted' | 'after-quoted'

/**
 * Splits text into records and cells, as RFC 4180 has it and a little more: any line end, spaces around quoted
 * cells, quotes inside cells that do not begin with one. The slow and exact way; the engine is the fast one.
 *
 * @param name the file, for messages
 * @throws {Refusal} `bad-input` when a quote never closes or text follows a closing quote, naming the line
 */
export function readRecords({ delimiter, quote }: CsvDialect, name: string): { push(text: string): CsvRecord[]; end(): CsvRecord[] } {
  let state: State = 'start'
  let cells: string[] = []
  let cell = ''
  let line = 1
  let recordLine = 1
  let quoteLine = 1
  let size = 0
  let isBlank = true
  let afterCarriageReturn = false
  let done: CsvRecord[] = []

  const endCell = () => { cells.push(cell); cell = ''; state = 'start' }
  const endRecord = () => {
    endCell()
    done.push({ cells, line: recordLine, isBlank })
    cells = []; isBlank = true; size = 0; recordLine = line
  }
  const take = (character: string) => {
    if (++size > LONGEST_RECORD) throw new Refusal('bad-input', state === 'quoted' ? `${name}: the quote that opens on line ${quoteLine} does not close within ${LONGEST_RECORD / 1e6} million characters; close it` : `${name}: the row on line ${recordLine} is longer than ${LONGEST_RECORD / 1e6} million characters; check the line ends and the quotes`)
    const isLineEnd = character === '\n' || character === '\r'
    if (afterCarriageReturn) {
      afterCarriageReturn = false
      if (character === '\n') { if (state === 'quoted') cell += character; return }
    }
    if (isLineEnd) { line += 1; afterCarriageReturn = character === '\r' }
    if (state === 'quoted') {
      if (character === quote) state = 'quote-in-quoted'
      else cell += character
      return
    }
    if (isLineEnd) { endRecord(); return }
    isBlank = false
    if (character === delimiter) { endCell(); return }
    if (state === 'quote-in-quoted' && character === quote) { cell += character; state = 'quoted'; return }
    if (state === 'quote-in-quoted' || state === 'after-quoted') {
      if (character !== ' ') throw new Refusal('bad-input', `${name}: text follows a closing quote on line ${line}; double the quotes inside a quoted cell`)
      state = 'after-quoted'
      return
    }
    if (state === 'start' && character === quote) { cell = ''; state = 'quoted'; quoteLine = line; return }
    if (state === 'start' && character !== ' ') state = 'plain'
    cell += character
  }

  const taken = () => { const records = done; done = []; return records }
  return {
    push(text) { for (const character of text) take(character); return taken() },
    end() {
      if (state === 'quoted') throw new Refusal('bad-input', `${name}: the quote that opens on line ${quoteLine} never closes; close it`)
      if (!isBlank || cells.length > 0) endRecord()
      return taken()
    },
  }
}

/** All records of a text, for tables that are small. @throws {Refusal} as `readRecords` does */
export function recordsOf(text: string, dialect: CsvDialect, name: string): CsvRecord[] {
  const reader = readRecords(dialect, name)
  return [...reader.push(text), ...reader.end()]
}

/** Splits a stream of text into records. @throws {Refusal} as `readRecords` does */
export async function* streamRecords(texts: AsyncIterable<string>, dialect: CsvDialect, name: string): AsyncGenerator<CsvRecord> {
  const reader = readRecords(dialect, name)
  for await (const text of texts) yield* reader.push(text)
  yield* reader.end()
}

/**
 * One record of the one dialect that we write ourselves: comma, double quotes round every cell, line feed.
 * A missing cell is left bare.
 */
export function recordLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null || cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`
}

export const OUR_DIALECT: CsvDialect = { delimiter: ',', quote: '"' }
