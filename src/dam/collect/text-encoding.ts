import { createReadStream } from 'node:fs'
import { getDecoder } from 'iconv-lite'
import { Refusal } from '#platform/refusal.ts'
import type { TextSurvey } from './text-survey.ts'

/** The encodings that a table may be delivered in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949' | 'latin-1'

/** A decoder that is fed bytes and gives text; `end` gives what is left. */
export interface TextDecoding {
  write(bytes: Uint8Array): string
  end(): string
}

const MARKS: readonly (readonly [string, TextEncoding])[] = [['efbbbf', 'utf-8'], ['fffe', 'utf-16le'], ['feff', 'utf-16be']]

/**
 * Finds how a text file is encoded, from all of its bytes: byte order mark, UTF-8 by validity, UTF-16 by
 * where its NUL bytes lie, then CP949 by validity and its share of Hangul, then Latin-1.
 *
 * @throws {Refusal} `bad-input` for a UTF-8 file with a few broken bytes, NUL characters, or no encoding of ours
 */
export async function findEncoding(file: string, survey: TextSurvey, name: string): Promise<TextEncoding> {
  const start = Buffer.from(survey.head.subarray(0, 4)).toString('hex')
  if (start === 'fffe0000' || start === '0000feff') throw new Refusal('bad-input', `${name} is UTF-32; save it as UTF-8`)
  const marked = MARKS.find(([mark]) => start.startsWith(mark))?.[1]
  if (marked === 'utf-8' && !survey.isUtf8) await refuseBrokenUtf8(file, name)
  if (marked) return marked
  if (survey.hasNul) return findUtf16(file, name)
  if (survey.isUtf8) return 'utf-8'
  return findLegacyEncoding(file, name)
}

/** Makes a decoder; UTF-16 throws on what is not well formed, CP949 writes U+FFFD, which CP949 itself does not hold. */
export function decoderOf(encoding: TextEncoding): TextDecoding {
  switch (encoding) {
    // latin-1 is read as its superset Windows-1252, as browsers do: the bytes 80 to 9F are quotes and dashes, not controls.
    case 'cp949': case 'latin-1': {
      const decoder = getDecoder(encoding === 'cp949' ? 'cp949' : 'win1252')
      return { write: (bytes) => decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)), end: () => decoder.end() ?? '' }
    }
    default: {
      const decoder = new TextDecoder(encoding, { fatal: true })
      return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
    }
  }
}

/** Refuses a file that is said to be UTF-8, naming the line of its first broken byte. */
export async function refuseBrokenUtf8(file: string, name: string): Promise<never> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const chunk of chunksOf(file)) {
    for (let first = 0; first < chunk.length;) {
      const end = chunk.indexOf(10, first) + 1 || chunk.length
      try { decoder.decode(chunk.subarray(first, end), { stream: true }) } catch { throw brokenAt(line) }
      if (chunk[end - 1] === 10) line += 1
      first = end
    }
  }
  throw brokenAt(line)

  function brokenAt(broken: number): Refusal {
    return new Refusal('bad-input', `${name} is UTF-8 with bytes that are not, first on line ${broken}; repair that line, or name the encoding in the recipe (source.encoding)`)
  }
}

async function findUtf16(file: string, name: string): Promise<TextEncoding> {
  const zeros = [0, 0]
  let offset = 0
  for await (const chunk of chunksOf(file)) {
    for (let place = chunk.indexOf(0); place >= 0; place = chunk.indexOf(0, place + 1)) zeros[(offset + place) % 2] = (zeros[(offset + place) % 2] ?? 0) + 1
    offset += chunk.length
  }
  const [even = 0, odd = 0] = zeros
  // Separators and line ends alone put a NUL beside them on one side; the other side has one only for U+xx00.
  const encoding = odd > 3 * even ? 'utf-16le' : even > 3 * odd ? 'utf-16be' : undefined
  const isPlausible = encoding !== undefined && offset % 2 === 0 && Math.max(even, odd) * 50 > offset
  if (!isPlausible || !(await decodes(file, encoding))) throw new Refusal('bad-input', `${name} holds NUL bytes, so it is not text; deliver a text file without them`)
  return encoding
}

async function decodes(file: string, encoding: TextEncoding): Promise<boolean> {
  const decoder = decoderOf(encoding)
  let hasLineEnd = false
  try {
    for await (const chunk of chunksOf(file)) {
      const text = decoder.write(chunk)
      if (text.includes('\0')) return false
      hasLineEnd ||= /[\r\n]/.test(text)
    }
    decoder.end()
    // Any bytes are some Chinese in UTF-16; a table also has lines.
    return hasLineEnd
  } catch {
    return false
  }
}

async function findLegacyEncoding(file: string, name: string): Promise<TextEncoding> {
  const utf8 = new TextDecoder('utf-8')
  const cp949 = decoderOf('cp949')
  const seen = { utf8Characters: 0, utf8Broken: 0, cp949Characters: 0, cp949Hangul: 0, cp949Broken: 0, undefinedInLatin1: 0 }
  const look = (asUtf8: string, asCp949: string) => {
    seen.utf8Characters += count(asUtf8, /(?!\ufffd)\P{ASCII}/gu)
    seen.utf8Broken += count(asUtf8, /\ufffd/gu)
    seen.cp949Characters += count(asCp949, /\P{ASCII}/gu)
    seen.cp949Hangul += count(asCp949, /[\uac00-\ud7a3\u3131-\u318e]/gu)
    seen.cp949Broken += count(asCp949, /\ufffd/gu)
  }
  for await (const chunk of chunksOf(file)) {
    look(utf8.decode(chunk, { stream: true }), cp949.write(chunk))
    seen.undefinedInLatin1 += count(chunk.toString('latin1'), /[\u0081\u008d\u008f\u0090\u009d]/gu)
  }
  look(utf8.decode(), cp949.end())
  if (seen.utf8Characters > seen.utf8Broken * 2) await refuseBrokenUtf8(file, name)
  if (seen.cp949Broken === 0 && seen.cp949Hangul * 2 >= seen.cp949Characters) return 'cp949'
  if (seen.undefinedInLatin1 === 0) return 'latin-1'
  throw new Refusal('bad-input', `${name} is in an encoding that cannot be told from its bytes; save it as UTF-8, or name the encoding in the recipe (source.encoding)`)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) if (Buffer.isBuffer(chunk)) yield chunk
}
