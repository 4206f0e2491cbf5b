/** What a file is by its first bytes. */
export type Signature =
  | 'gzip' | 'zstandard' | 'zip' | 'parquet' | 'old Excel workbook' | 'PDF document' | 'PNG image' | 'JPEG image' | 'GIF image'
  | 'SQLite database' | 'bzip2 archive' | 'xz archive' | '7-Zip archive' | 'RAR archive' | 'web page' | 'XML document' | 'program'
  | 'Arrow file' | 'ORC file' | 'empty' | 'unknown'

const MAGIC: readonly (readonly [Signature, string])[] = [
  ['gzip', '1f8b'], ['zstandard', '28b52ffd'], ['zip', '504b0304'], ['zip', '504b0506'], ['parquet', '50415231'],
  ['old Excel workbook', 'd0cf11e0a1b11ae1'], ['PDF document', '255044462d'], ['PNG image', '89504e470d0a1a0a'], ['JPEG image', 'ffd8ff'],
  ['GIF image', '474946383761'], ['GIF image', '474946383961'], ['SQLite database', '53514c69746520666f726d6174203300'],
  ['bzip2 archive', '425a68'], ['xz archive', 'fd377a585a00'], ['7-Zip archive', '377abcaf271c'], ['RAR archive', '526172211a07'],
  ['program', '7f454c46'], ['Arrow file', '4152524f573100'], ['ORC file', '4f524303'],
]

/** Tells what a file is from its first bytes; `unknown` is what every text is. */
export function signatureOf(head: Uint8Array): Signature {
  if (head.length === 0) return 'empty'
  const hex = Buffer.from(head.subarray(0, 16)).toString('hex')
  const found = MAGIC.find(([, magic]) => hex.startsWith(magic))
  if (found && !(found[0] === 'bzip2 archive' && !/^425a683[1-9]314159/.test(hex))) return found[0]
  const text = Buffer.from(head.subarray(0, 512)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart().toLowerCase()
  if (/^<!doctype html|^<html[\s>]/.test(text)) return 'web page'
  if (/^<\?xml\s/.test(text)) return 'XML document'
  return 'unknown'
}
