/** Bytes from `start` on, `end` not included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What a `Range` header asks for, of a file of a size. */
export type AskedRanges =
  | { readonly kind: 'whole' }
  | { readonly kind: 'parts'; readonly parts: readonly [ByteRange, ...ByteRange[]] }
  /** Nothing that was asked for is there: 416. */
  | { readonly kind: 'unsatisfiable' }

const MOST_PARTS = 100

/**
 * Reads a `Range` header (RFC 9110, 14).
 *
 * What is not understood asks for the whole file. So does what would send more than the whole, or in more than a hundred
 * pieces: such requests come from those who want to make a server work.
 */
export function readRanges(header: string | undefined, size: number): AskedRanges {
  const [, list] = /^bytes=(.*)$/i.exec(header?.trim() ?? '') ?? []
  if (list === undefined) return { kind: 'whole' }
  const asked = list.split(',').map((text) => text.trim()).filter((text) => text !== '').map((text) => readOne(text, size))
  if (asked.length === 0 || asked.includes('malformed')) return { kind: 'whole' }
  const [first, ...others] = asked.filter((range) => typeof range === 'object')
  if (first === undefined) return { kind: 'unsatisfiable' }
  const parts = [first, ...others] as const
  const bytes = parts.reduce((sum, { start, end }) => sum + end - start, 0)
  // Nothing can be cut out of an empty file, though its last bytes may be asked for.
  if (parts.length > MOST_PARTS || bytes > size || bytes === 0) return { kind: 'whole' }
  return { kind: 'parts', parts: [...parts] }
}

function readOne(text: string, size: number): ByteRange | 'malformed' | 'beyond' {
  const [matched, from = '', to = ''] = /^(\d*)-(\d*)$/.exec(text) ?? []
  if (matched === undefined || matched === '-') return 'malformed'
  if (from === '') return Number(to) === 0 ? 'beyond' : { start: Math.max(0, size - Number(to)), end: size }
  if (to !== '' && BigInt(to) < BigInt(from)) return 'malformed'
  const start = Number(from)
  return start >= size ? 'beyond' : { start, end: to === '' ? size : Math.min(size, Number(to) + 1) }
}
