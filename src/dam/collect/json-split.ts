import { Refusal } from '#platform/refusal.ts'
import { LONGEST_RECORD } from './csv-records.ts'

/**
 * Cuts a stream of JSON into its records: the items of one list, or objects one after another.
 * Only brackets and strings are looked at; whether a record is JSON is for the parser to say.
 *
 * @throws {Refusal} `bad-input` when there is no object where one should stand, or the end is missing
 */
export function splitJson(name: string): { push(text: string): string[]; end(): string[] } {
  let rest = ''
  let place = 0
  let depth = 0
  let isInText = false
  let record = 1
  let layout: 'unknown' | 'list' | 'lines' | 'ended' = 'unknown'
  let needsComma = false

  /** Passes what stands between records; true when a record begins here. */
  function findStart(): boolean {
    for (; place < rest.length; place++) {
      const character = rest[place] ?? ''
      if (/\s/.test(character)) continue
      if (layout === 'unknown' && character === '[') { layout = 'list'; continue }
      if (layout === 'list' && character === ']' && (needsComma || record === 1)) { layout = 'ended'; continue }
      if (layout === 'list' && character === ',' && needsComma) { needsComma = false; continue }
      const isExpected = layout !== 'ended' && !(layout === 'list' && needsComma)
      if (character !== '{' || !isExpected) {
        throw new Refusal('bad-input', layout === 'unknown' ? `${name} is not a list of JSON objects, nor one object a line; deliver one of these` : `${name}: there is no object where record ${record} should stand; deliver objects only`)
      }
      if (layout === 'unknown') layout = 'lines'
      return true
    }
    return false
  }

  /** Moves to the end of the record; true when it has been reached. */
  function findEnd(): boolean {
    const marks = /["\\{}[\]]/g
    marks.lastIndex = place
    for (let found = marks.exec(rest); found; found = marks.exec(rest)) {
      place = marks.lastIndex
      const sign = found[0]
      if (isInText) {
        if (sign === '"') isInText = false
        else if (sign === '\\') {
          if (place === rest.length) { place -= 1; return false }
          marks.lastIndex = ++place
        }
      } else if (sign === '"') isInText = true
      else if (sign === '{' || sign === '[') depth += 1
      else if (sign === '}' || sign === ']') {
        depth -= 1
        if (depth === 0) return true
      }
    }
    place = rest.length
    return false
  }

  return {
    push(text) {
      const records: string[] = []
      rest += text
      while (true) {
        if (depth === 0) {
          if (!findStart()) break
          rest = rest.slice(place)
          place = 0
        }
        if (!findEnd()) break
        records.push(rest.slice(0, place))
        rest = rest.slice(place)
        place = 0
        needsComma = true
        record += 1
      }
      if (depth === 0) { rest = ''; place = 0 }
      if (rest.length > LONGEST_RECORD) throw new Refusal('bad-input', `${name}: record ${record} is longer than ${LONGEST_RECORD / 1e6} million characters, or never ends; deliver smaller records`)
      return records
    },
    end() {
      if (depth > 0 || layout === 'list') throw new Refusal('bad-input', `${name} ends in the middle of ${depth > 0 ? `record ${record}` : 'its list'}; deliver the whole file`)
      return []
    },
  }
}
