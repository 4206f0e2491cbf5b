import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Refusal } from '#platform/refusal.ts'
import { decoderOf, type TextEncoding } from './text-encoding.ts'
import { surveyText, type TextSurvey } from './text-survey.ts'
import { refuseUnreadable } from './unreadable.ts'

/** Bytes written to a file on their way, and what they are as text. */
export interface WrittenText {
  readonly file: string
  readonly survey: TextSurvey
}

/** Writes bytes to a new file as they come, surveying them. @throws {Refusal} `no-space` or `not-writable`; whatever the chunks throw */
export async function writeSurveyed(chunks: AsyncIterable<Uint8Array>, file: string): Promise<WrittenText> {
  const survey = surveyText()
  const handle = await open(file, 'w').catch((fault: unknown) => refuseUnreadable(fault, 'the working folder'))
  try {
    for await (const chunk of chunks) {
      survey.push(chunk)
      await handle.appendFile(chunk).catch((fault: unknown) => refuseUnreadable(fault, 'the working folder'))
    }
  } finally {
    await handle.close()
  }
  return { file, survey: survey.end() }
}

/** Writes a text file again as UTF-8 without a byte order mark. @throws {Refusal} `bad-input` when the bytes are not in the encoding, naming the line */
export function transcodeText(source: string, encoding: TextEncoding, target: string, name: string): Promise<WrittenText> {
  return writeSurveyed(utf8Chunks(source, encoding, name), target)
}

async function* utf8Chunks(source: string, encoding: TextEncoding, name: string): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(encoding)
  let lines = 1
  let isFirst = true
  const checked = (decode: () => string): Uint8Array => {
    let text: string
    try { text = decode() } catch (fault) { throw wrong(fault, name, encoding, `near line ${lines}`) }
    if (isFirst && text.length > 0) { text = text.replace(/^\ufeff/, ''); isFirst = false }
    const broken = encoding === 'cp949' ? text.indexOf('\ufffd') : -1
    if (broken >= 0) throw wrong(undefined, name, encoding, `on line ${lines + lineEnds(text.slice(0, broken))}`)
    lines += lineEnds(text)
    return Buffer.from(text)
  }
  for await (const chunk of createReadStream(source, { highWaterMark: 1 << 18 })) {
    if (Buffer.isBuffer(chunk)) yield checked(() => decoder.write(chunk))
  }
  yield checked(() => decoder.end())
}

function lineEnds(text: string): number {
  let found = 0
  for (let place = text.indexOf('\n'); place >= 0; place = text.indexOf('\n', place + 1)) found += 1
  return found
}

function wrong(cause: unknown, name: string, encoding: TextEncoding, where: string): Refusal {
  return new Refusal('bad-input', `${name} is not ${encoding} ${where}; name its true encoding in the recipe (source.encoding), or save it as UTF-8`, { cause })
}
