import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { Refusal } from '#platform/refusal.ts'

/** A dictionary page as it lies on disk, with what its chunk says of it. */
export interface DictionaryPage {
  /** Bytes from the page's header on; more than the page is fine. */
  readonly bytes: Uint8Array
  /** Parquet's name of the physical type. */
  readonly type: string
  /** Parquet's name of the compression. */
  readonly codec: string
}

/**
 * Reads every value of a dictionary page as text, whether a row refers to it or not: what an engine never shows.
 *
 * Whole numbers and doubles as decimals; the caller knows which days or microseconds they mean.
 *
 * @throws {Refusal} `bad-input` for a page, type or compression that this reader does not know
 */
export function readDictionary({ bytes, type, codec }: DictionaryPage): string[] {
  const header = readPageHeader(bytes)
  const page = bytes.subarray(header.length, header.length + header.compressed)
  const plain = decompress(page, codec, header.uncompressed)
  return readPlain(plain, type, header.values)
}

function decompress(page: Uint8Array, codec: string, bytes: number): Uint8Array {
  const limit = { maxOutputLength: Math.max(bytes, 1) }
  switch (codec) {
    case 'UNCOMPRESSED': return page
    case 'ZSTD': return bytes === 0 ? new Uint8Array() : zstdDecompressSync(page, limit)
    case 'GZIP': return gunzipSync(page, limit)
    default: throw new Refusal('bad-input', `A dictionary is compressed as ${codec}; it should be ZSTD`)
  }
}

function readPlain(plain: Uint8Array, type: string, count: number): string[] {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  const texts = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
  const values: string[] = []
  let place = 0
  const take = (bytes: number) => { const from = place; place += bytes; return from }
  // Everything up to the end of the page is read, not only as many values as its header admits.
  while (values.length < count || place < plain.byteLength) {
    switch (type) {
      case 'BYTE_ARRAY': {
        const length = view.getUint32(take(4), true)
        const from = take(length)
        values.push(texts.decode(plain.subarray(from, place)))
        break
      }
      case 'INT32': values.push(String(view.getInt32(take(4), true))); break
      case 'INT64': values.push(String(view.getBigInt64(take(8), true))); break
      case 'DOUBLE': values.push(String(view.getFloat64(take(8), true))); break
      default: throw new Refusal('bad-input', `A dictionary holds ${type}, which this reader does not know`)
    }
  }
  return values
}

interface PageHeader { readonly length: number; readonly compressed: number; readonly uncompressed: number; readonly values: number }

/** Thrift's compact form of a page header: type, sizes, and in field 7 the count of the dictionary. */
function readPageHeader(bytes: Uint8Array): PageHeader {
  let place = 0
  const found = new Map<string, number>()
  const byte = () => {
    const value = bytes[place++]
    if (value === undefined) throw new Refusal('bad-input', 'A dictionary page ends within its header')
    return value
  }
  const unsigned = () => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const part = byte()
      value += (part & 127) * shift
      if (part < 128) return value
    }
  }
  const signed = () => { const value = unsigned(); return value % 2 === 0 ? value / 2 : -(value + 1) / 2 }
  const readStruct = (path: string) => {
    for (let field = 0; ;) {
      const head = byte()
      if (head === 0) return
      const kind = head & 15
      field = head >> 4 === 0 ? signed() : field + (head >> 4)
      const name = `${path}${field}`
      if (kind === 12) readStruct(`${name}.`)
      else if (kind === 8) place += unsigned()
      else if (kind >= 4 && kind <= 6) found.set(name, signed())
      else if (kind === 3) place += 1
      else if (kind !== 1 && kind !== 2) throw new Refusal('bad-input', 'A dictionary page has a header of an unknown form')
    }
  }
  readStruct('')
  const [uncompressed, compressed, values] = [found.get('2'), found.get('3'), found.get('7.1')]
  if (found.get('1') !== 2 || uncompressed === undefined || compressed === undefined || values === undefined) throw new Refusal('bad-input', 'A dictionary offset leads to no dictionary page')
  return { length: place, compressed, uncompressed, values }
}
