import { Refusal } from '#platform/refusal.ts'
import { type CsvDialect, type CsvRecord, readRecords } from './csv-records.ts'

const DELIMITERS = [',', ';', '\t', '|']
const QUOTE = '"'

/**
 * Finds how the cells are set apart from the first part of a text: the delimiter under which most records
 * have as many cells as the first one, and more than one.
 *
 * @param isWhole whether the text is all there is; otherwise its last record is left out
 */
export function findDialect(text: string, isWhole: boolean, given: { readonly delimiter?: string | undefined; readonly quote?: string | undefined }): CsvDialect {
  const quote = given.quote ?? QUOTE
  if (given.delimiter !== undefined) return { delimiter: given.delimiter, quote }
  const candidates = DELIMITERS.map((delimiter) => agreement(text, isWhole, { delimiter, quote }))
  const [best = { delimiter: ',', share: 0 }] = candidates.toSorted((first, second) => second.share - first.share || first.halves - second.halves || second.cells - first.cells)
  return { delimiter: best.share > 0 ? best.delimiter : ',', quote }
}

function agreement(text: string, isWhole: boolean, dialect: CsvDialect): { delimiter: string; share: number; cells: number; halves: number } {
  const { delimiter } = dialect
  const records = readableRecords(text, isWhole, dialect).filter(({ isBlank }) => !isBlank)
  const cells = records[0]?.cells.length ?? 0
  if (cells < 2) return { delimiter, share: 0, cells, halves: 0 }
  // A cell with one quote of a pair was cut inside a quoted cell: another delimiter is the true one.
  const halves = records.flatMap((record) => record.cells).filter((cell) => cell.split(dialect.quote).length % 2 === 0).length
  return { delimiter, share: records.filter((record) => record.cells.length === cells).length / records.length, cells, halves }
}

function readableRecords(text: string, isWhole: boolean, dialect: CsvDialect): CsvRecord[] {
  const reader = readRecords(dialect, '')
  const records: CsvRecord[] = []
  // Character by line, so that the records before a fault are kept: a wrong delimiter may make one.
  try {
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) records.push(...reader.push(line))
    if (isWhole || records.length === 0) records.push(...reader.end())
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
  }
  return records
}
