import { Refusal } from '#platform/refusal.ts'
import { LONGEST_RECORD, OUR_DIALECT } from './csv-records.ts'
import { nameColumns } from './column-names.ts'
import { type OpenedPart, textsOf, writeRecords } from './collect-csv.ts'
import { splitJson } from './json-split.ts'

/** The fields of one record, in their order: text as it is, numbers as they are written, anything nested as JSON. */
export type JsonFields = Map<string, string | null>

/**
 * Opens a file of JSON objects, one a line or in one list, by writing it again as a text table.
 *
 * A field that a record lacks is missing there. The columns stand in the order in which their names first occur.
 *
 * @throws {Refusal} `bad-input`, naming the record, for what is no object, repeats a name, or is no JSON
 */
export async function openJson(file: string, name: string, target: string, signal?: AbortSignal): Promise<OpenedPart & { rows: number }> {
  const keys = new Set<string>()
  let rows = 0
  let isComplete = true
  async function* cells() {
    const known = new Set<string>()
    for await (const fields of recordsIn(file, name)) {
      rows += 1
      for (const key of fields.keys()) keys.add(key)
      if (rows === 1) for (const key of keys) known.add(key)
      if (keys.size > known.size) isComplete = false
      // A name that came late is not in the rows above: only the names are read on, and all is written again.
      if (isComplete) yield [...known].map((key) => fields.get(key) ?? null)
    }
  }
  await writeRecords(cells(), target, signal)
  if (rows === 0) throw new Refusal('bad-input', `${name} holds no records; deliver a file with data`)
  if (keys.size === 0) throw new Refusal('bad-input', `${name} holds only empty objects; deliver records with fields`)
  const { names, renamed } = nameColumns([...keys], name)
  if (!isComplete) await writeRecords(rewritten(), target, signal)
  return { part: { name, file: target, dialect: OUR_DIALECT, lineEnd: '\n', hasHeader: false, names, isNfc: false }, renamed, rows }

  async function* rewritten() {
    for await (const fields of recordsIn(file, name)) yield [...keys].map((key) => fields.get(key) ?? null)
  }
}

async function* recordsIn(file: string, name: string): AsyncGenerator<JsonFields> {
  const splitter = splitJson(name)
  let record = 0
  for await (const text of textsOf(file)) for (const raw of splitter.push(text)) yield readFields(raw, (record += 1), name)
  for (const raw of splitter.end()) yield readFields(raw, (record += 1), name)
}

/** Reads the fields of one object, numbers exactly as they are written. @throws {Refusal} `bad-input`, naming the record */
export function readFields(raw: string, record: number, name: string): JsonFields {
  const refuse = (why: string) => new Refusal('bad-input', `${name}: record ${record} ${why}`)
  if (raw.length > LONGEST_RECORD) throw refuse(`is longer than ${LONGEST_RECORD / 1e6} million characters; deliver smaller records`)
  // Parsed once for validity, so that the walk below may trust what it sees; its numbers are not used: they lose digits.
  try { JSON.parse(raw) } catch (fault) { throw new Refusal('bad-input', `${name}: record ${record} is not JSON; repair it`, { cause: fault }) }
  const fields: JsonFields = new Map()
  for (let place = raw.indexOf('"'); place >= 0;) {
    const keyEnd = endOfText(raw, place)
    const key = textOf(raw.slice(place, keyEnd))
    const start = raw.indexOf(':', keyEnd) + 1
    const end = endOfValue(raw, start)
    if (fields.has(key)) throw refuse('has two fields of one name; give every field a name of its own')
    fields.set(key, cellOf(raw.slice(start, end).trim()))
    place = raw[end] === ',' ? raw.indexOf('"', end) : -1
  }
  return fields

  function textOf(written: string): string {
    const text: unknown = JSON.parse(written)
    if (typeof text !== 'string' || text.includes('\0') || !text.isWellFormed()) throw refuse('holds a character that text cannot hold: NUL, or half a character; remove it')
    return text
  }
  function cellOf(written: string): string | null {
    if (written === 'null') return null
    return written.startsWith('"') ? textOf(written) : written
  }
}

function endOfValue(raw: string, start: number): number {
  const mark = /["{}[\],]/g
  mark.lastIndex = start
  for (let depth = 0; ;) {
    const found = mark.exec(raw)
    if (!found) return raw.length
    const sign = found[0]
    if (sign === '"') mark.lastIndex = endOfText(raw, found.index)
    else if (sign === '{' || sign === '[') depth += 1
    else if (sign === ',') { if (depth === 0) return found.index }
    else if (depth === 0) return found.index
    else depth -= 1
  }
}

/** Where a text that opens here is over: behind the next quote that no backslash escapes. */
function endOfText(raw: string, open: number): number {
  for (let quote = raw.indexOf('"', open + 1); quote >= 0; quote = raw.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (raw[quote - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return quote + 1
  }
  return raw.length
}
