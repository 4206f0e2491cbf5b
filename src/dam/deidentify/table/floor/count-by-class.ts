import { literal, sql } from '#platform/engines/sql-text.ts'
import type { CodePlace } from '../packing.ts'
import { leafWords, type PlacedRows } from '../place-rows.ts'
import type { CountRequest } from '../read-frequencies.ts'

/** Where the number of a class lies, in a word of its own. */
export const CLASS_PLACE: CodePlace = { word: 0, shift: 0, bits: 31 }

/** The count with the class of each row before its leaves: its first word and first column. Suppressed rows are of class `classes`. */
export function countByClass(count: CountRequest, placed: PlacedRows, classes: number): CountRequest {
  return {
    ...count, join: placed.join, words: [classWord(classes), ...leafWords(count.places)],
    places: [CLASS_PLACE, ...count.places.map((place) => ({ ...place, word: place.word + 1 }))], cardinalities: [classes + 1, ...count.cardinalities],
  }
}

/** The count of classes alone. */
export function countClasses(count: CountRequest, placed: PlacedRows, classes: number): CountRequest {
  return { ...count, join: placed.join, words: [classWord(classes)], places: [CLASS_PLACE], cardinalities: [classes + 1] }
}

function classWord(classes: number): ReturnType<typeof sql> {
  return sql`coalesce(c.class, ${literal(classes)})::bigint`
}
