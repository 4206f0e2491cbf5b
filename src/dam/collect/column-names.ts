import { ROW_NUMBER } from '#dam/dataset/table.ts'
import { Refusal } from '#platform/refusal.ts'

/** A header name that had to be changed; `column` counts from 1. */
export interface RenamedColumn {
  readonly column: number
  readonly from: string
  readonly to: string
}

export const MOST_COLUMNS = 10_000

const RESERVED = new Set([ROW_NUMBER, 'file_row_number'])

/**
 * Names for the columns of a table: in NFC, none empty, none twice. Names that differ only in the case of
 * letters count as repeated, since the engine takes them for one.
 *
 * @throws {Refusal} `bad-input` for more than 10,000 columns, a NUL character, or a name that we need ourselves
 */
export function nameColumns(header: readonly string[], file: string): { names: string[]; renamed: RenamedColumn[] } {
  if (header.length > MOST_COLUMNS) throw new Refusal('bad-input', `${file} has more than ${MOST_COLUMNS} columns; check the delimiter and the line ends, or deliver fewer columns`)
  const asWritten = header.map((name) => name.normalize('NFC'))
  asWritten.forEach((name, place) => {
    if (RESERVED.has(folded(name))) throw new Refusal('bad-input', `${file}: column ${place + 1} is called ${name}, a name that datadam needs for itself; rename it`)
    if (name.includes('\0')) throw new Refusal('bad-input', `${file}: the name of column ${place + 1} holds a NUL character; remove it`)
  })
  const given = new Set(asWritten.map(folded))
  const used = new Set<string>()
  const renamed: RenamedColumn[] = []
  const names = asWritten.map((from, place) => {
    let name = from
    if (from === '') name = free(`column_${place + 1}`, (candidate) => used.has(candidate) || given.has(candidate))
    else if (used.has(folded(from))) name = free(from, (candidate) => used.has(candidate) || given.has(candidate))
    used.add(folded(name))
    if (name !== from) renamed.push({ column: place + 1, from, to: name })
    return name
  })
  return { names, renamed }
}

function free(wanted: string, isTaken: (folded: string) => boolean): string {
  if (!isTaken(folded(wanted))) return wanted
  for (let number = 2; ; number++) {
    const candidate = `${wanted}_${number}`
    if (!isTaken(folded(candidate))) return candidate
  }
}

/** The engine ignores case in the Latin alphabet of ASCII; nowhere else. */
function folded(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}
