import { Refusal } from '#platform/refusal.ts'
import { type OpenedPart, writeRecords } from './collect-csv.ts'
import { MOST_COLUMNS, nameColumns } from './column-names.ts'
import { OUR_DIALECT } from './csv-records.ts'
import { type NumberKind, readWorkbook, readXmlChunks, unescapeText, type Workbook } from './xlsx-workbook.ts'
import { withZip } from './zip-archive.ts'

type Row = (string | null)[]

const DAY_MILLISECONDS = 86_400_000

/**
 * Opens a sheet of an Excel workbook by writing it again as a text table: dates as ISO text, numbers in full,
 * formulas as the results that were saved. Wholly empty rows are left out.
 *
 * @throws {Refusal} `bad-input` for what is no workbook, a sheet that is not there, or a row wider than the header
 */
export async function openXlsx(file: string, name: string, target: string, wishes: { readonly sheet?: string | undefined; readonly header?: boolean | undefined }, signal?: AbortSignal): Promise<OpenedPart & { rows: number }> {
  return withZip(file, name, async (members) => {
    const workbook = await readWorkbook(members, name, wishes.sheet)
    const hasHeader = wishes.header ?? true
    let header: Row | undefined
    let rows = 0
    async function* cells() {
      for await (const { number, row } of sheetRows(workbook, name)) {
        if (row.every((cell) => cell === null)) continue
        const width = row.findLastIndex((cell) => cell !== null) + 1
        const isFirst = header === undefined
        header ??= row.slice(0, width)
        if (isFirst && hasHeader) continue
        if (width > header.length) throw new Refusal('bad-input', `${name}: row ${number} of the sheet has ${width} cells where ${header.length} are expected; give every column a name in the first row`)
        rows += 1
        yield Array.from(header, (_name, place) => row[place] ?? null)
      }
    }
    await writeRecords(cells(), target, signal)
    if (header === undefined) throw new Refusal('bad-input', `${name} holds no rows; deliver a sheet with data`)
    const { names, renamed } = nameColumns(header.map((cell) => (hasHeader ? cell ?? '' : '')), name)
    return { part: { name, file: target, dialect: OUR_DIALECT, lineEnd: '\n', hasHeader: false, names, isNfc: false }, renamed: hasHeader ? renamed : [], rows }
  })
}

async function* sheetRows(workbook: Workbook, name: string): AsyncGenerator<{ number: number; row: Row }> {
  let ready: { number: number; row: Row }[] = []
  let row: Row = []
  let number = 0
  let cell = { place: 0, type: '', style: 0, value: '' }
  let isInValue = false
  let isPhonetic = false

  const chunks = readXmlChunks(workbook.sheet, name, {
    open(tag, attributes) {
      if (tag === 'row') { number = Number(attributes.get('r') ?? number + 1); row = [] }
      if (tag === 'c') cell = { place: placeOf(attributes.get('r')) ?? row.length, type: attributes.get('t') ?? 'n', style: Number(attributes.get('s') ?? 0), value: '' }
      if (tag === 'rPh') isPhonetic = true
      if (tag === 'v' || tag === 't') isInValue = !isPhonetic
    },
    text(text) { if (isInValue) cell.value += text },
    close(tag) {
      if (tag === 'v' || tag === 't') isInValue = false
      if (tag === 'rPh') isPhonetic = false
      if (tag === 'c') {
        if (cell.place >= 16_384 || cell.place > MOST_COLUMNS) throw new Refusal('bad-input', `${name}: row ${number} of the sheet has more than ${MOST_COLUMNS} columns; deliver fewer`)
        while (row.length < cell.place) row.push(null)
        row[cell.place] = cellText(cell, workbook)
      }
      if (tag === 'row') ready.push({ number, row })
    },
  })
  for await (const _chunk of chunks) {
    yield* ready
    ready = []
  }
}

function placeOf(reference: string | undefined): number | undefined {
  const letters = reference?.match(/^[A-Z]{1,3}/)?.[0]
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellText({ type, style, value }: { type: string; style: number; value: string }, { sharedTexts, styles, isFrom1904 }: Workbook): string | null {
  if (value === '') return null
  switch (type) {
    case 's': return sharedTexts[Number(value)] || null
    case 'b': return value === '1' ? 'true' : 'false'
    case 'str': case 'inlineStr': return unescapeText(value)
    case 'e': case 'd': return value
    default: return numberText(value, styles[style] ?? 'number', isFrom1904)
  }
}

/** A number as Excel keeps it, shown as its format means it; what is no day of Excel's calendar stays a number. */
export function numberText(written: string, kind: NumberKind, isFrom1904: boolean): string {
  const number = Number(written)
  if (!Number.isFinite(number)) return written
  if (kind === 'number' || number < 0 || number >= 2_958_466) return String(number)
  const isTimeOfDay = kind === 'time' && number < 1
  // Excel counts a 29 February 1900 that never was: the day before it is off by one, and it is itself no date.
  if (!isTimeOfDay && !isFrom1904 && (Math.floor(number) === 60 || number < 1)) return String(number)
  const days = number + (isFrom1904 ? 1462 : number < 60 ? 1 : 0)
  const iso = new Date(Math.round((days - 25_569) * DAY_MILLISECONDS)).toISOString()
  const time = iso.slice(11, 23).replace(/\.000$/, '')
  if (isTimeOfDay) return time
  return kind === 'date' && time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`
}
