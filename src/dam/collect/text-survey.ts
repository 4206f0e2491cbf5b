import { isAscii, isUtf8 } from 'node:buffer'

/** What the bytes of a whole file are, as text. */
export interface TextSurvey {
  /** Every byte is below 128. */
  readonly isAscii: boolean
  readonly isUtf8: boolean
  readonly hasNul: boolean
  /** Known only where the text is UTF-8; true elsewhere. */
  readonly isNfc: boolean
  /** The first bytes, for byte order marks and signatures: up to 4,096. */
  readonly head: Uint8Array
}

const HEAD_BYTES = 4096

/**
 * Surveys bytes chunk by chunk in constant memory: characters and decomposed sequences that
 * lie across two chunks are seen whole.
 */
export function surveyText(): { push(chunk: Uint8Array): void; end(): TextSurvey } {
  let ascii = true
  let utf8 = true
  let nul = false
  let nfc = true
  let head = Buffer.alloc(0)
  let cut = Buffer.alloc(0)
  let before = ''

  return {
    push(chunk) {
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
      nul ||= chunk.includes(0)
      if (cut.length === 0 && isAscii(chunk)) { before = lastText(chunk); return }
      ascii = false
      if (!utf8) return
      const bytes = cut.length > 0 ? Buffer.concat([cut, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const whole = wholeCharacters(bytes)
      cut = Buffer.from(bytes.subarray(whole))
      utf8 = isUtf8(bytes.subarray(0, whole))
      if (!utf8 || !nfc) return
      const text = before + bytes.toString('utf8', 0, whole)
      nfc = text.normalize('NFC') === text
      before = text.slice(-32).toWellFormed()
    },
    end: () => ({ isAscii: ascii, isUtf8: utf8 && cut.length === 0, hasNul: nul, isNfc: !utf8 || nfc, head }),
  }
}

function lastText(chunk: Uint8Array): string {
  return Buffer.from(chunk.subarray(-1)).toString('latin1')
}

/** How many bytes are left when a character that the chunk cuts off is taken away. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
