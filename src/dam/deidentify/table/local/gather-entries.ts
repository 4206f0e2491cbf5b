import type { CodeArray, Frequencies } from '../frequencies.ts'
import type { Box } from './box.ts'
import type { SplitRequest } from './split-request.ts'

/** The request for the entries of one box alone, side by side in memory, in the order of the box. */
export function gatherEntries(request: SplitRequest, { start, end }: Box, order: Int32Array): SplitRequest {
  const entries = order.subarray(start, end)
  const { frequencies, columns, importance } = request
  const codes = columns.map(({ leaves }) => pickCodes(entries, leaves))
  const gathered: Frequencies = {
    entries: end - start, codes, counts: pick(entries, frequencies.counts, new Uint32Array(end - start)),
    ...(frequencies.persons && { persons: pick(entries, frequencies.persons, new Uint32Array(end - start)) }),
    ...(frequencies.sensitive && { sensitive: frequencies.sensitive.map((column) => pickCodes(entries, column)) }),
    ...(frequencies.delivered && { delivered: pick(entries, frequencies.delivered, new Uint32Array(end - start)) }),
  }
  return {
    ...request, frequencies: gathered, columns: columns.map((column, place) => ({ ...column, leaves: codes[place] ?? column.leaves })),
    importance: importance && pick(entries, importance, new Float64Array(end - start)),
  }
}

/** Fills an array with the items at some places. */
function pick<Items extends CodeArray | Uint32Array | Float64Array>(places: Int32Array, items: Items, picked: Items): Items {
  for (let index = 0; index < places.length; index++) picked[index] = items[places[index] ?? 0] ?? 0
  return picked
}

function pickCodes(places: Int32Array, codes: CodeArray): CodeArray {
  const { length } = places
  if (codes instanceof Uint8Array) return pick(places, codes, new Uint8Array(length))
  return codes instanceof Uint16Array ? pick(places, codes, new Uint16Array(length)) : pick(places, codes, new Int32Array(length))
}
